// Says what this browser cannot do, before anybody types. In the words of the oldest browsers: nothing here is newer than 2011.
(function () {
  var root = document.documentElement;
  var knows = typeof Object.hasOwn === "function" && typeof Array.prototype.at === "function" &&
    typeof structuredClone === "function" && typeof HTMLDialogElement === "function" && !!HTMLDialogElement.prototype.showModal;
  if (!knows) root.setAttribute("data-old", "yes");
  if (window.isSecureContext === false) root.setAttribute("data-http", "yes");
})();
