// A button that copies a link or a text: data-copy says which element's.
(function () {
  "use strict";
  if (!navigator.clipboard) return; // plain http: the text can be marked by hand

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      var source = document.querySelector(button.dataset.copy);
      navigator.clipboard.writeText(source.textContent.trim()).then(
        function () {
          say("Copied");
        },
        function () {
          say("Not copied: mark it by hand");
        }
      );
    });

    function say(word) {
      button.textContent = word;
      setTimeout(function () {
        button.textContent = label;
      }, 3000);
    }
  });
})();
