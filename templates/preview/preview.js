"use strict";
// Asks every second whether there is a newer build, and shows it in the page one is on.
(function () {
  var report = document.getElementById("report"), problem = document.getElementById("problem"), shown = null;
  function look() {
    fetch("/state").then(function (answer) { return answer.json(); }).then(function (state) {
      problem.textContent = state.problem || "";
      problem.hidden = !state.problem;
      if (shown !== null && shown !== state.build) report.contentWindow.location.reload();
      shown = state.build;
    }).catch(function () {
      problem.textContent = "The preview has ended.";
      problem.hidden = false;
    });
  }
  look();
  setInterval(look, 1000);
})();
