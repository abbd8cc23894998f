// A new form begins with the browser's time zone, where it is among the choices.
(function () {
  "use strict";
  var select = document.querySelector("[data-browser-zone] select");
  if (!select) return;
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (var place = 0; place < select.options.length; place++) {
    if (select.options[place].value === zone) select.value = zone;
  }
})();
