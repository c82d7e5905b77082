// A plug-in of livereload.js: tells the server which build this page comes from. Without it a page that was asked for
// just before a save, or while the laptop slept, would stay old until the save after.
(function () {
  "use strict";
  var build = new URL(document.currentScript.src).searchParams.get("build");
  function Plugin() {}
  Plugin.identifier = "sitegen";
  Plugin.version = "1.0";
  Plugin.prototype.analyze = function () { return { build: build }; };
  window.LiveReloadPluginSitegen = Plugin;
})();
