// A memo of a decision: a line that its maker writes beside it.
"use strict";
window.kgMemo = (text, save) => {
  const dialog = document.getElementById("memo"), input = document.getElementById("memo-text"), yes = document.getElementById("memo-yes");
  input.value = text || "";
  yes.onclick = () => { dialog.close(); save(input.value); };
  input.onkeydown = (event) => {
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); yes.click(); }
  };
  dialog.showModal();
  input.focus();
};
