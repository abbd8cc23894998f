// Manners of the polls: none from a hidden tab, one at a time, and each new step is told to
// screen readers once.
(function () {
  "use strict";
  var isAsking = false;

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden || isAsking) event.preventDefault();
    else isAsking = true;
  });
  document.addEventListener("htmx:afterRequest", function () {
    isAsking = false;
  });
  document.addEventListener("visibilitychange", function () {
    var region = document.querySelector("[hx-trigger^='every']");
    if (!document.hidden && region) {
      window.htmx.ajax("GET", region.getAttribute("hx-get"), { target: region, swap: "outerHTML" });
    }
  });
  // A poll that fails says nothing: the next one is a second away.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status >= 400) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSwap", function () {
    var now = document.getElementById("now");
    var announcer = document.getElementById("announcer");
    if (!now || !announcer) return;
    var text = now.textContent.trim().replace(/in \d+ s /, "");
    if (announcer.textContent !== text) announcer.textContent = text;
  });
})();
