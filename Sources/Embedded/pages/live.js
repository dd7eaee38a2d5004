// 绩效：一个浏览器的所有窗口共用一条消息流，否则每个窗口各占一条连接，第七个窗口就打不开了。
"use strict";
var ports = [];
var source = null;
function tell(kind, data) { ports.forEach(function (port) { port.postMessage({ kind: kind, data: data }); }); }
function open() {
  source = new EventSource("/events");
  source.addEventListener("changed", function (event) { tell("changed", event.data); });
  source.addEventListener("missed", function () { tell("missed", ""); });
  // 登录失效以后服务端不再接受：不必一直试。
  source.onerror = function () { if (source.readyState === 2) { source = null; } };
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
