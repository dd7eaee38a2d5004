// 绩效：打印。没有脚本时用浏览器自己的打印。
(function () {
  "use strict";
  document.querySelectorAll("button.print").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
}());
