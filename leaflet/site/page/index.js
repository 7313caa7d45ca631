"use strict";
(function () {
  var form = document.getElementById("find"), query = document.getElementById("q");
  var found = document.getElementById("found"), none = document.getElementById("none");
  /* What there is only one of cannot be chosen. */
  var fields = {};
  ["c", "l", "f"].forEach(function (key) {
    var field = document.getElementById(key);
    if (field) fields[key] = field;
  });
  /* Words that people type between the others. */
  var between = " a an and at for from in of on or our the to with ";

  /* Letters alone, without accents and case: "Tri-fold" and "trifold" are one word. */
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[-‐‑–]/g, "");
  }
  function languageName(tag) {
    try { return new Intl.DisplayNames(["en"], { type: "language" }).of(tag); } catch (e) { return ""; }
  }
  Array.prototype.forEach.call(fields.l ? fields.l.options : [], function (option) {
    var name = option.value && languageName(option.value);
    if (name && name.split(" ").pop() !== option.text.split(" ")[0]) option.text += " · " + name;
  });

  /* A state that was right when the page was written may be over by now. */
  var now = new Date(), pad = function (n) { return (n < 10 ? "0" : "") + n; };
  var today = now.getFullYear() + "-" + pad(now.getMonth() + 1) + "-" + pad(now.getDate());
  Array.prototype.forEach.call(document.querySelectorAll("li[data-u]"), function (item) {
    if (item.getAttribute("data-u") >= today) return;
    var state = item.querySelector(".state");
    state.className = "state bad";
    state.textContent = "Review overdue. Not for patients";
    item.querySelector(".links").className = "links";
  });

  var groups = Array.prototype.map.call(document.querySelectorAll(".clinic"), function (section) {
    var items = section.querySelectorAll(".cards > li");
    return { section: section, items: Array.prototype.map.call(items, function (item) {
      var at = function (name) { return item.getAttribute("data-" + name); };
      var words = [item.querySelector(".what").textContent, at("c"), at("f"), languageName(at("l"))];
      return { item: item, c: at("c"), l: at("l"), f: at("f"), text: plain(words.join(" ")), shown: true };
    }) };
  });
  var errands = document.querySelectorAll(".changes section");
  var all = groups.reduce(function (sum, group) { return sum + group.items.length; }, 0);

  function show() {
    var words = plain(query.value).split(/[\s,;]+/).filter(function (word) {
      return word && between.indexOf(" " + word + " ") < 0;
    });
    var chosen = Object.keys(fields).filter(function (key) { return fields[key].value; }), count = 0;
    groups.forEach(function (group) {
      var any = false;
      group.items.forEach(function (one) {
        var is = chosen.every(function (key) { return one[key] === fields[key].value; }) &&
          words.every(function (word) { return one.text.indexOf(word) >= 0; });
        if (is !== one.shown) { one.item.hidden = !is; one.shown = is; }
        if (is) { any = true; count += 1; }
      });
      if (group.section.hidden === any) group.section.hidden = !any;
    });
    Array.prototype.forEach.call(errands, function (section) {
      section.hidden = chosen.indexOf("c") >= 0 && section.getAttribute("data-c") !== fields.c.value;
    });
    found.textContent = count === all ? "All " + all + " are shown" : count + " of " + all + " shown";
    none.hidden = count > 0 || all === 0;
  }
  /* What is chosen stands in the address, so that a clinic can keep its own as a bookmark. */
  function remember() {
    var parts = Object.keys(fields).filter(function (key) { return fields[key].value; }).map(function (key) {
      return key + "=" + encodeURIComponent(fields[key].value);
    });
    try { history.replaceState(null, "", "#" + parts.join("&")); } catch (e) { /* not on this page */ }
  }
  location.hash.slice(1).split("&").forEach(function (part) {
    var pair = part.split("=");
    if (Object.prototype.hasOwnProperty.call(fields, pair[0])) {
      try { fields[pair[0]].value = decodeURIComponent(pair[1] || ""); } catch (e) { return; }
      if (fields[pair[0]].selectedIndex < 0) fields[pair[0]].value = "";
    }
  });
  query.addEventListener("input", show);
  form.addEventListener("change", function () { show(); remember(); });
  form.addEventListener("reset", function () { setTimeout(function () { show(); remember(); query.focus(); }, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  show();
}());
