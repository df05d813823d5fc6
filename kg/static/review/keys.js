// What the keys do on a text; in a form they write.
"use strict";
window.kgKeys = (act, quiet) => {
  const KEYS = {
    KeyA: "accept", KeyX: "refuse", KeyE: "mend", KeyN: "nothing", KeyU: "undo", KeyC: "claim", KeyV: "select", KeyR: "rest",
    KeyS: "same", KeyM: "memo",
    KeyG: "nextOpen", KeyJ: "next", KeyK: "previous", ArrowDown: "next", ArrowUp: "previous",
  };
  const SHIFTED = { KeyA: "acceptView", KeyN: "nothingView", KeyX: "refuseWhy", Slash: "help" };

  // By the key and not by what an input method makes of it.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea");
    if (typing && !event.target.closest("dialog")) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); act("accept"); }
      if (event.key === "Escape" && !event.isComposing) document.activeElement.blur();
      return;
    }
    if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!getSelection().isCollapsed && event.key.startsWith("Arrow")) {
      select(event);
      return;
    }
    if (event.key === "Escape") { getSelection().removeAllRanges(); quiet(); return; }
    const name = (event.shiftKey ? SHIFTED : KEYS)[event.code];
    if (!name) return;
    event.preventDefault();
    act(name);
  });

  function select(event) {
    const chosen = getSelection(), forward = event.key === "ArrowRight" || event.key === "ArrowDown";
    const unit = event.key === "ArrowUp" || event.key === "ArrowDown" ? "line" : "character";
    event.preventDefault();
    if (event.shiftKey) { chosen.modify("extend", forward ? "forward" : "backward", unit); return; }
    chosen.collapseToStart();
    chosen.modify("move", forward ? "forward" : "backward", unit);
    chosen.modify("extend", "forward", "character");
  }
};
