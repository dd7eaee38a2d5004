// 绩效：一个浏览器的所有窗口共用一条消息流，否则每个窗口各占一条连接，第七个窗口就打不开了。
"use strict";
var ports = [];
var source = null;
var pause = 15000;
function tell(kind, data) { ports.forEach(function (port) { port.postMessage({ kind: kind, data: data }); }); }
function open() {
  source = new EventSource("/events");
  source.addEventListener("changed", function (event) { tell("changed", event.data); });
  source.addEventListener("missed", function () { tell("missed", ""); });
  source.onopen = function () { pause = 15000; };
  // 被拒绝（登录失效、服务重启）以后浏览器自己不再试：隔一阵再试，越隔越久。
  source.onerror = function () {
    if (!source || source.readyState !== 2) { return; }
    source = null;
    setTimeout(function () { if (!source && ports.length > 0) { open(); } }, pause);
    pause = Math.min(pause * 2, 300000);
  };
}
self.onconnect = function (event) {
  var port = event.ports[0];
  ports.push(port);
  port.onmessage = function (message) {
    if (message.data === "close") { ports = ports.filter(function (other) { return other !== port; }); }
    if (ports.length === 0 && source) { source.close(); source = null; }
  };
  port.start();
  if (!source) { open(); }
};
