// Only ever sent by 'paraf preview': loads the page anew when the draft was built anew.
(() => {
  const { serial } = document.currentScript.dataset;
  let source;
  const listen = () => {
    if (document.hidden || source) return;
    source = new EventSource(`/.paraf/events?serial=${serial}`);
    source.addEventListener("renewed", () => location.reload());
  };
  // Browsers allow six connections to a server: a tab that nobody sees leaves its own to others.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else {
      listen();
    }
  });
  listen();
})();
