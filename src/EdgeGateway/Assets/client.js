// Consent, and what only a browser sees: clicks, impressions, dwell.
(() => {
  const doc = document, store = sessionStorage, queue = [];
  const $ = (css) => doc.querySelector(css);
  const on = (type, f) => doc.addEventListener(type, f);
  const banner = (show) => $("[data-edge-banner]")?.toggleAttribute("hidden", !show);
  let allowed = navigator.globalPrivacyControl ? false : null; // null: not known yet

  const flush = () => {
    while (allowed && queue.length) navigator.sendBeacon("/_edge/events", JSON.stringify(queue.splice(0, 40)));
  };
  const track = (type, props) => {
    if (allowed === false || queue[199]) return;
    queue.push({ type, time: new Date().toISOString(), ...props });
    queue[39] && flush();
  };

  // Once a session, and when the consent cookie changes.
  const learn = async () => {
    const cookie = doc.cookie.match(/edge_consent=([^;]*)/)?.[1] || "-";
    let [known, may, asked] = (store.edge_state || "").split("|");
    if (known !== cookie) {
      const s = await (await fetch("/_edge/consent")).json();
      may = s.analytics || s.personalisation || "";
      asked = s.asked || "";
      store.edge_state = `${cookie}|${may}|${asked}`;
    }
    allowed = !!may;
    if (!may) queue.length = 0;
    if (!asked) banner(true);
  };
  const answer = async (choice) => {
    const yes = {};
    for (const p of ["analytics", "personalisation", "marketing"])
      yes[p] = choice === "all" || (choice === "custom" && $(`[data-edge-banner] [name=${p}]`).checked);
    if (!(await fetch("/_edge/consent", { method: "PUT", body: JSON.stringify(yes) })).ok) return;
    banner(allowed = false);
    delete store.edge_state;
    if (yes.analytics || yes.personalisation) location.reload();
  };

  const about = (e) => {
    const item = e.closest("[data-edge-item]"), slot = item?.closest("[data-edge-slot]");
    return slot && { item: item.dataset.edgeItem, slot: slot.dataset.edgeSlot };
  };
  const click = ({ target }) => {
    const choice = target.closest("[data-edge-consent]")?.dataset.edgeConsent, to = about(target);
    if (choice) choice === "open" ? banner(true) : answer(choice);
    if (to) track("click", to), flush();
  };
  on("click", click);
  on("auxclick", click);

  // Half an item on screen for a second.
  const timers = new Map(), eye = new IntersectionObserver((list) => {
    for (const { target: t, intersectionRatio: part } of list) {
      clearTimeout(timers.get(t));
      if (part >= .5) timers.set(t, setTimeout(() => eye.unobserve(t) || track("impression", about(t)), 1e3));
    }
  }, { threshold: .5 });
  doc.querySelectorAll("[data-edge-slot] [data-edge-item]").forEach((t) => eye.observe(t));

  let since = 0;
  on("visibilitychange", ({ timeStamp: now }) => {
    const item = $("[property$=retailer_item_id]")?.content;
    if (doc.hidden) track("dwell", { value: Math.round(now - since) / 1000, item }), flush();
    since = now;
  });

  window.edge = { track };
  if (allowed === null) learn();
})();
