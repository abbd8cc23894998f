// Manners of the polls: none from a hidden tab, one at a time, only what changed is
// swapped, and each new sentence is told to screen readers once.
(function () {
  "use strict";
  var isAsking = false;
  var heard = Date.now();

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden || isAsking) event.preventDefault();
    else isAsking = true;
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    isAsking = false;
    if (event.detail.successful) heard = Date.now();
    tellAge(event.detail.target);
  });
  document.addEventListener("visibilitychange", function () {
    var region = document.querySelector("[hx-trigger^='every']");
    if (!document.hidden && region) {
      window.htmx.ajax("GET", region.getAttribute("hx-get"), { target: region });
    }
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var region = event.detail.target;
    var fresh = parse(event.detail.xhr.responseText);
    event.detail.shouldSwap = false;
    // A poll that fails changes nothing: the next one is a moment away.
    if (event.detail.xhr.status >= 400 || !fresh || fresh.id !== region.id) return;
    var focused = document.activeElement;
    swap(region, fresh);
    var again = focused.isConnected ? null : document.getElementById(focused.id);
    if (again) again.focus({ preventScroll: true });
    announce();
  });

  // After ten seconds without an answer what is shown is old, and says so.
  function tellAge(region) {
    var note = document.getElementById("stale");
    var isOld = Date.now() - heard > 10000;
    if (note && !isOld) note.remove();
    if (note || !isOld || !region.isConnected) return;
    note = document.createElement("p");
    note.id = "stale";
    note.className = "notice";
    note.setAttribute("role", "status");
    note.textContent = "The server does not answer: what you see here is old.";
    region.before(note);
  }

  function parse(html) {
    var template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  // A region without its poll takes the place of the old one: that ends the poll.
  function swap(old, fresh) {
    if (old.getAttribute("hx-trigger") !== fresh.getAttribute("hx-trigger")) {
      old.replaceWith(fresh);
    } else renew(old, fresh);
  }

  // Makes ``old`` say what ``fresh`` says and leaves alone what says it already, so that
  // the focus, a selection and a click that is half made survive.
  function renew(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeName !== fresh.nodeName || old.id !== fresh.id) {
      old.replaceWith(fresh);
      return;
    }
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = fresh.nodeValue;
      return;
    }
    copyAttributes(old, fresh);
    var before = Array.from(old.childNodes);
    var after = Array.from(fresh.childNodes);
    after.forEach(function (node, index) {
      if (before[index]) renew(before[index], node);
      else old.append(node);
    });
    before.slice(after.length).forEach(function (node) {
      node.remove();
    });
  }

  // What somebody opened stays open.
  function copyAttributes(old, fresh) {
    old.getAttributeNames().forEach(function (name) {
      var isOpened = name === "open" && old.nodeName === "DETAILS";
      if (!fresh.hasAttribute(name) && !isOpened) old.removeAttribute(name);
    });
    fresh.getAttributeNames().forEach(function (name) {
      old.setAttribute(name, fresh.getAttribute(name));
    });
  }

  function announce() {
    var now = document.getElementById("now");
    var announcer = document.getElementById("announcer");
    if (!now || !announcer) return;
    var text = now.textContent.trim().replace(/\b(in|for) \d+ s\b/g, "");
    if (announcer.textContent !== text) announcer.textContent = text;
  }
})();
