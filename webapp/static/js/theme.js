// Light or dark: what the system says, unless a person chose. It runs in the head, before
// the first paint, so that nothing flashes.
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem("theme");
    } catch (error) {
      return null; // storage is switched off: the system's choice holds
    }
  }

  function isDark() {
    var theme = chosen();
    return theme ? theme === "dark" : system.matches;
  }

  function apply() {
    root.dataset.theme = isDark() ? "dark" : "light";
    var button = document.getElementById("theme-switch");
    if (button) {
      button.hidden = false;
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", "Use the " + button.textContent.toLowerCase() + " theme");
    }
  }

  root.classList.add("has-script");
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", function () {
    apply();
    var button = document.getElementById("theme-switch");
    if (!button) return;
    button.addEventListener("click", function () {
      try {
        localStorage.setItem("theme", isDark() ? "light" : "dark");
      } catch (error) {
        return;
      }
      apply();
    });
  });
})();
