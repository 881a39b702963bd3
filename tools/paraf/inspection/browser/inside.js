/* Runs in every page, in a world of its own: the page neither sees nor changes it, and no policy of
   the page's stops it. It is there before anything of the page is. */
"use strict";
var paraf = (() => {
  const violations = [];
  const trail = [];
  let shift = 0, largest = 0, colours = "", order = [], seen = 0, readable = true;

  addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition === "enforce") violations.push([event.effectiveDirective, event.blockedURI, event.sample]);
  }, true);
  addEventListener("focusin", (event) => trail.push(event.target), true);
  const observe = (type, take) => {
    const watch = new PerformanceObserver((list) => list.getEntries().forEach(take));
    watch.observe({ type, buffered: true });
    return () => watch.takeRecords().forEach(take);
  };
  const measures = [
    observe("layout-shift", (entry) => { if (!entry.hadRecentInput) shift += entry.value; }),
    observe("largest-contentful-paint", (entry) => { largest = entry.startTime; }),
  ];

  const frames = (count) => new Promise((done) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done());
    next(count);
  });
  const plain = (words) => words.replace(/\s+/g, " ").trim();
  const article = () => document.querySelector("article") ?? document.querySelector("main, [role=main]");
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const kind = [...element.classList].slice(0, 2).map((one) => `.${one}`).join("");
    return `${element.localName}${id}${kind}`;
  };
  const painted = () => [document.documentElement, document.body].map((one) => {
    const style = getComputedStyle(one);
    return `${style.backgroundColor} ${style.color}`;
  }).join(" ");

  /* What is not moving when the picture is taken cannot differ from one picture to the next. */
  const still = async () => {
    await frames(2);
    for (const one of document.getAnimations()) {
      try { one.finish(); } catch { one.cancel(); }
    }
  };

  const settle = async () => {
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    await document.fonts.ready;
    const broken = await Promise.all(images.map((image) =>
      image.decode().then(() => null, () => (image.naturalWidth || !image.currentSrc ? null : image.currentSrc))));
    await still();
    colours = painted();
    return broken.filter(Boolean);
  };

  /* What sticks out on the right, the innermost of it. */
  const overflow = () => {
    const root = document.documentElement;
    const width = root.clientWidth;
    if (root.scrollWidth <= width + 1) return "";
    const kept = (element) => {
      for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
        if (getComputedStyle(above).overflowX !== "visible") return true;
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1 && shown(one) && !kept(one));
    const inner = wide.find((one) => !wide.some((other) => other !== one && one.contains(other)));
    return `${inner ? name(inner) : "body"} (${root.scrollWidth} px)`;
  };

  const headings = () => [...document.querySelectorAll("article :is(h1,h2,h3,h4,h5,h6)")].map((heading) => {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll(".headerlink").forEach((sign) => sign.remove());
    return plain(copy.textContent);
  });
  const masks = () => [...document.querySelectorAll("time, [data-live]")].slice(0, 500).filter(shown).map((one) => {
    const box = one.getBoundingClientRect();
    return [box.x + scrollX, box.y + scrollY, box.width, box.height];
  });

  const read = async () => {
    const broken = await settle();
    for (const measure of measures) measure();
    readable = !article() || shown(article());
    return {
      title: plain(document.title),
      headings: headings(),
      article: document.querySelector("article")?.innerHTML ?? "",
      searched: Boolean(document.querySelector("[data-pagefind-body]")),
      height: document.documentElement.scrollHeight,
      masks: masks(),
      broken,
      overflow: overflow(),
      lcp: largest,
      cls: shift,
      violations,
    };
  };

  /* The other theme: by the system's wish, which the browser has changed already, or by the theme's own
     switch. Returns whether anything changed; if not, the page looks at the wish only when it loads. */
  const turn = async () => {
    for (const choice of document.querySelectorAll("input[data-md-color-media]"))
      if (matchMedia(choice.dataset.mdColorMedia).matches && !choice.checked) choice.click();
    await still();
    return painted() !== colours;
  };

  const printed = () => {
    const text = article();
    const navigation = [...document.querySelectorAll("nav, [role=navigation]")].filter((one) => !text?.contains(one) && shown(one));
    return { text: !text || !readable || shown(text), navigation: navigation.map(name) };
  };

  /* The keyboard: where the focus has been since `listen`, in the order of the page. */
  const focusable = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]";
  const listen = () => {
    trail.length = 0;
    seen = 0;
    order = [...document.querySelectorAll(focusable)].filter((one) => one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]") && one.checkVisibility({ visibilityProperty: true }) && (one.type !== "radio" || one.checked));
    document.activeElement?.blur();
    scrollTo(0, 0);
  };
  const decoded = (text, decode) => { try { return decode(text); } catch { return text; } }; // “100%” is no code
  const leads = (one, text) => {
    const place = one.hash?.length > 1 && one.pathname === location.pathname && document.getElementById(decoded(one.hash.slice(1), decodeURIComponent));
    return Boolean(place) && (text.contains(place) || place.contains(text));
  };
  const walked = () => {
    const text = article();
    const last = order.findLast((one) => trail.includes(one));
    const now = document.activeElement;
    const recent = new Set(trail.slice(seen));
    const events = trail.length - seen;
    seen = trail.length;
    const links = order.filter((one) => text?.contains(one));
    return {
      reached: links.length === 0 || trail.some((one) => text.contains(one) || leads(one, text)),
      far: last ? order.indexOf(last) : -1,
      count: order.length,
      held: now !== document.body && now?.localName !== "iframe" && recent.size <= 2 && (events === 0 || recent.size < events || recent.size === 1) &&
        order.indexOf(last) < order.length - 1,
      name: now ? name(now) : "",
    };
  };

  /* Where a link to a file stands on the screen; null if the page offers no such link. */
  const offer = async (address) => {
    const same = (one) => decoded(one, decodeURI);
    const links = [...document.links].filter((one) => same(one.href.split("#")[0]) === same(address));
    const link = links.find(shown) ?? links[0];
    if (!link) return null;
    for (let above = link; above; above = above.parentElement) if (above.localName === "details") above.open = true;
    link.removeAttribute("target"); // in a tab of its own nobody would hear of it
    link.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    await frames(1);
    const box = link.getClientRects()[0];
    const point = box && [box.x + box.width / 2, box.y + box.height / 2];
    if (point && link.contains(document.elementFromPoint(...point))) return point;
    link.focus();
    return [];
  };

  /* The search page: where its results lead so far, and what it says of itself. */
  const results = () => {
    const within = (what) => [...document.querySelectorAll("article, main")].flatMap((one) => [...one.querySelectorAll(what)]);
    const more = within("button.bkd-more").find(shown);
    more?.click();
    return {
      more: Boolean(more),
      links: within("ol a[href]").map((one) => one.href.split(/[?#]/)[0]),
      said: plain(document.querySelector("[role=status]")?.textContent ?? ""),
    };
  };
  const ask = () => {
    const input = document.querySelector("article input[type=search], main input[type=search]");
    if (!input || !shown(input)) return false;
    input.focus();
    input.select();
    return true;
  };

  const forget = () => { try { sessionStorage.clear(); } catch { /* none is allowed */ } };
  return { read, turn, printed, listen, walked, offer, results, ask, forget, violations };
})();
