// 绩效：表格。常用语填进所在的格子；“下一处”从光标所在的格子往后找。
(function () {
  "use strict";
  document.addEventListener("change", function (event) {
    var choice = event.target;
    if (!choice.classList || !choice.classList.contains("phrase") || !choice.value) { return; }
    var field = document.getElementById(choice.dataset.for);
    if (!field) { return; }
    field.value = field.value.trim() ? field.value.trim() + "；" + choice.value : choice.value;
    choice.value = "";
    field.focus();
  });
  document.addEventListener("click", function (event) {
    var link = event.target;
    if (!link.classList || !link.classList.contains("next")) { return; }
    var cells = Array.prototype.slice.call(document.querySelectorAll("td.missing"));
    var asked = cells.map(function (cell) { return cell.querySelector("input:not([type=hidden]), textarea, a.goto"); })
      .filter(function (field) { return field; });
    if (!asked.length) { return; }
    event.preventDefault();
    var last = Number(link.dataset.last === undefined ? -1 : link.dataset.last);
    var index = (last + 1) % asked.length;
    link.dataset.last = String(index);
    asked[index].scrollIntoView({ block: "center" });
    asked[index].focus();
  });
}());
