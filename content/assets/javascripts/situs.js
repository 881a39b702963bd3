/* The site's own script: the menu by keyboard, tables that scroll, the search page. It needs nothing else. */
"use strict";

/* Material opens the menu by a checkbox; this button does the same and says its state. */
(() => {
  const toggle = document.getElementById("__drawer");
  const menu = document.querySelector("button.bkd-menu");
  if (!toggle || !menu) return;
  const follow = () => {
    menu.setAttribute("aria-expanded", String(toggle.checked));
    for (const part of document.querySelectorAll(".md-content, .bkd-footer")) part.inert = toggle.checked;
    for (const back of document.querySelectorAll(".md-nav .md-nav .md-nav__title")) back.tabIndex = toggle.checked ? 0 : -1;
    if (!toggle.checked) return;
    const links = [...document.querySelectorAll(".md-sidebar--primary .md-nav__list a[href]")];
    setTimeout(() => links.find((link) => link.checkVisibility({ visibilityProperty: true }))?.focus({ preventScroll: true }), 300);
  };
  for (const arrow of document.querySelectorAll(".md-nav__container > label")) {
    const name = document.createElement("span");
    name.className = "bkd-hidden";
    name.textContent = `Buka bagian ${arrow.previousElementSibling.textContent.trim()}`;
    arrow.append(name);
  }
  menu.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    toggle.click();
    menu.focus();
  });
})();

/* What must be scrolled sideways can be scrolled by keyboard too; a copy button is no place to navigate to. */
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
    if (box.scrollWidth <= box.clientWidth) continue;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", box.matches("code") ? "Kode, dapat digeser" : "Tabel, dapat digeser");
  }
  for (const nav of document.querySelectorAll(".md-code__nav")) nav.setAttribute("role", "none");
});

/* The search page. The index is made by Pagefind after the build and lies in /pagefind/. */
(() => {
  const place = document.getElementById("bkd-hasil");
  if (!place) return;
  const form = document.querySelector(".bkd-find form");
  const input = form.elements.q;
  const status = document.getElementById("bkd-status");
  const more = document.querySelector(".bkd-more");
  const page = 10;
  let engine, found = [], shown = 0, asked = 0;

  /* Pagefind marks hits with <mark>; everything else is put in as text. */
  const excerpt = (html) => {
    const line = document.createElement("p");
    const plain = new DOMParser().parseFromString(html, "text/html").body;
    for (const node of plain.childNodes) {
      if (node.nodeName !== "MARK") { line.append(node.textContent.replaceAll("¶", "")); continue; }
      const mark = document.createElement("mark");
      mark.textContent = node.textContent.replaceAll("¶", "");
      line.append(mark);
    }
    return line;
  };

  const entry = (hit) => {
    const item = document.createElement("li");
    const title = document.createElement("h2");
    const link = document.createElement("a");
    link.href = hit.url;
    link.textContent = hit.meta.title.replace("¶", "");
    title.append(link);
    item.append(title);
    if (hit.meta.bagian) {
      const where = document.createElement("p");
      where.className = "bkd-where";
      where.textContent = `${hit.meta.bagian}, ${hit.meta.tanggal}`;
      item.append(where);
    }
    item.append(excerpt(hit.excerpt));
    return item;
  };

  const show = async () => {
    const run = asked;
    const hits = await Promise.all(found.slice(shown, shown + page).map((result) => result.data()));
    if (run !== asked) return;
    const items = hits.map(entry);
    place.append(...items);
    const grown = shown > 0;
    shown += items.length;
    more.hidden = shown >= found.length;
    if (grown && items.length) items[0].querySelector("a").focus();
  };

  const load = async () => {
    if (engine) return engine;
    const library = await import(new URL("../pagefind/pagefind.js", form.action).href);
    await library.init();
    return (engine = library);
  };

  const search = async (words) => {
    const run = ++asked;
    place.replaceChildren();
    found = [];
    shown = 0;
    more.hidden = true;
    if (!words) { status.textContent = "Tulis kata yang Anda cari."; return; }
    status.textContent = "Mencari …";
    try {
      const answer = await (await load()).search(words);
      if (run !== asked) return;
      found = answer.results;
      await show();
      if (run !== asked) return;
      status.textContent = found.length
        ? `${found.length} halaman ditemukan untuk “${words}”.`
        : `Tidak ada halaman yang memuat “${words}”. Coba kata lain yang lebih umum.`;
    } catch {
      status.textContent = "Pencarian sedang tidak tersedia: indeksnya tidak dapat dibuka. Pakai menu, atau hubungi kami lewat halaman Kontak.";
    }
  };

  const words = () => input.value.trim().replace(/\s+/g, " ");
  const fromAddress = () => {
    input.value = new URLSearchParams(location.search).get("q") || "";
    search(words());
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    if (words()) address.searchParams.set("q", words()); else address.searchParams.delete("q");
    history.pushState(null, "", address);
    search(words());
  });
  addEventListener("popstate", fromAddress);
  more.addEventListener("click", show);
  form.hidden = false;
  fromAddress();
})();
