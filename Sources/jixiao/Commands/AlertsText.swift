import Contract
import Domain

extension AlertsAnswer {
  /// The list for a terminal, by department and project.
  var text: String {
    func count(_ severity: AlertSeverity) -> Int { alerts.count { $0.severity == severity } }
    let day = (try? Day.parse(asOf))?.chinese ?? asOf
    let explained = alerts.count { $0.explained }
    var lines = [
      "截至\(day)，预警\(alerts.count)条：红灯\(count(.red))、黄灯\(count(.yellow))、蓝灯\(count(.blue))"
        + (explained > 0 ? "；其中\(explained)条已在审核通过的表中说明原因" : "")
    ]
    let isOfSeveral = Set(alerts.map(\.division)).count > 1
    var last: AlertAnswer?
    for alert in alerts {
      let isNewDepartment = last.map { !$0.isOfSameDepartment(as: alert) } ?? true
      if isNewDepartment {
        let division = isOfSeveral ? alert.division.map { "\($0) " } ?? "" : ""
        lines.append("\n\(division)\(alert.department) \(alert.departmentName)（\(alert.fiscalYear)年）")
      }
      if isNewDepartment || last?.project != alert.project {
        let whole = alert.indicator == nil ? "本部门" : "部门整体指标"
        lines.append("\n  " + (alert.project.map { "\($0) \(alert.projectName ?? "")" } ?? whole))
      }
      lines += alert.lines
      last = alert
    }
    return lines.joined(separator: "\n")
  }
}

extension AlertAnswer {
  fileprivate func isOfSameDepartment(as other: AlertAnswer) -> Bool {
    (division, department, departmentName, fiscalYear)
      == (other.division, other.department, other.departmentName, other.fiscalYear)
  }

  fileprivate var lines: [String] {
    let number = id.map { "#\($0) " } ?? ""
    let standing = state == .open ? "" : "，\(outcomeName ?? state.chinese)"
    let said = explained ? "，已说明" : ""
    return [
      "    [\(severity.chinese)] \(number)\(rule.chinese)\(since.map { "，自\($0)起" } ?? "")\(standing)\(said)",
      "      \(message)",
    ]
  }
}
