import Desk
import Domain
import Scheduler
import Store

/// The departments judged on a day, and their alerts as they are listed.
struct Judgement: Sendable {
  let departments: [DepartmentEntry]
  let outcome: EvaluationOutcome
  let listed: [ListedAlert]
  /// What the answer rests on provisionally.
  let findings: [Finding]
  /// Whether a daemon keeps the alerts, so that this was an answer only.
  let isKeptByDaemon: Bool

  static func make(
    _ database: DatabaseOptions, _ options: DepartmentOptions, _ day: Day, keepingParts: Bool, keeping: Bool
  ) async throws -> Judgement {
    try await Workplace.open(database) { workplace in
      let departments = try await workplace.desk.departments(options.choice)
      let calendar = try await workplace.store.calendar()
      // A question changes nothing. Nor does `evaluate` where a daemon keeps the alerts by its clock, or about days to come.
      let isKeptByDaemon = try await !workplace.store.daemons().isEmpty
      let sweep = Sweep(
        store: workplace.store, calendar: calendar, keeping: keeping && !isKeptByDaemon && day <= Day.today)
      let bar = ProgressBar("评判", total: departments.reduce(0) { $0 + $1.projects })
      defer { bar.end() }
      let outcome = try await sweep.run(departments, asOf: day, keepingParts: keepingParts) { bar.show($0) }
      var listed: [ListedAlert] = []
      for part in outcome.parts {
        guard let department = departments.first(where: { $0.id == part.department }) else { continue }
        listed += ListedAlert.list(
          part, department, try await workplace.store.directory(of: part.department, asOf: day))
      }
      let findings = [calendar.finding(for: day)].compactMap { $0 }
      for finding in findings { Output.note(finding.message) }
      return Judgement(
        departments: departments, outcome: outcome, listed: listed, findings: findings,
        isKeptByDaemon: isKeptByDaemon)
    }
  }
}

/// An alert with its names and its message.
struct ListedAlert: Sendable {
  let id: Int64?
  let key: Assessment.Key
  let severity: AlertSeverity
  let state: AlertState
  let since: Day?
  let message: String
  let facts: JSONValue
  let department: DepartmentIdentity
  let project: Directory.Project?
  let indicator: Directory.Indicator?

  /// What stands, gravest first within a project, and the kept alerts that are resolved.
  static func list(
    _ part: EvaluationOutcome.Part, _ department: DepartmentEntry, _ names: Directory
  ) -> [ListedAlert] {
    let standing = part.assessments.map { assessment -> ListedAlert in
      let kept = part.kept[assessment.key]
      let state = kept.map { $0.state == .resolved ? .open : $0.state } ?? .open
      let (project, indicator) = (names.project(assessment.key), names.indicator(assessment.key))
      return ListedAlert(
        id: kept?.id, key: assessment.key, severity: assessment.severity, state: state, since: assessment.since,
        message: AlertMessage.text(assessment, project: project?.name, indicator: indicator?.name),
        facts: assessment.json, department: department.identity, project: project, indicator: indicator)
    }
    let keys = Set(part.assessments.map(\.key))
    let resolved = part.kept.values.filter { part.ended[$0.id] != nil && !keys.contains($0.key) }.map { alert in
      ListedAlert(
        id: alert.id, key: alert.key, severity: alert.severity, state: .resolved, since: nil,
        message: part.ended[alert.id] == .closed ? "年度已结案。" : "已解除。",
        facts: .object([]), department: department.identity, project: names.project(alert.key),
        indicator: names.indicator(alert.key))
    }
    return (standing + resolved).sorted { $0.order < $1.order }
  }

  private var order: (Int, Int, Int, String) {
    let rank = severity == .red ? 0 : severity == .yellow ? 1 : 2
    return (project?.position ?? .max, rank, indicator?.position ?? 0, key.rule.rawValue + key.period)
  }

  var json: JSONValue {
    .fields([
      "id": id.map(JSONValue.number) ?? .null, "rule": .string(key.rule.rawValue),
      "severity": .string(severity.rawValue),
      "state": .string(state.rawValue), "division": .division(department.division),
      "department": .string(department.code),
      "project": .optional(project?.code.text),
      "indicator": indicator.map { .number(Int64($0.position)) } ?? .null, "period": .string(key.period),
      "since": .optional(since?.description), "message": .string(message), "facts": facts,
    ])
  }

  /// The list for a terminal, by department and project.
  static func text(_ alerts: [ListedAlert], on day: Day) -> String {
    func count(_ severity: AlertSeverity) -> Int { alerts.count { $0.severity == severity } }
    var lines = [
      "截至\(day.chinese)，预警\(alerts.count)条：红灯\(count(.red))、黄灯\(count(.yellow))、蓝灯\(count(.blue))"
    ]
    var (department, project): (DepartmentIdentity?, ProjectCode?) = (nil, nil)
    var isFirst = true
    let isOfSeveral = alerts.map(\.department).hasSeveralDivisions
    for alert in alerts {
      if alert.department != department {
        lines.append("\n" + alert.department.label(withDivision: isOfSeveral))
        (department, isFirst) = (alert.department, true)
      }
      if isFirst || alert.project?.code != project {
        lines.append(
          "\n  " + (alert.project.map { "\($0.code) \($0.name)" } ?? (alert.key.indicator == nil ? "本部门" : "部门整体指标")))
        (project, isFirst) = (alert.project?.code, false)
      }
      let number = alert.id.map { "#\($0) " } ?? ""
      let state = alert.state == .open ? "" : "，\(alert.state.chinese)"
      let since = alert.since.map { "，自\($0)起" } ?? ""
      lines.append("    [\(alert.severity.chinese)] \(number)\(alert.key.rule.chinese)\(since)\(state)")
      lines.append("      \(alert.message)")
    }
    return lines.joined(separator: "\n")
  }
}

extension Directory {
  func project(_ key: Assessment.Key) -> Project? { key.project.flatMap { projects[$0] } }
  func indicator(_ key: Assessment.Key) -> Indicator? { key.indicator.flatMap { indicators[$0] } }
}
