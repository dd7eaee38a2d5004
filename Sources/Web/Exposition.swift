internal import Contract

/// Numbers in the text form that Prometheus reads.
enum Exposition {
  static func text(isUp: Bool, numbers: NumbersAnswer?, counters: [[String]: Int]) -> String {
    var lines: [String] = []
    gauge(&lines, "jixiao_database_up", "Whether the database answers.", [([], isUp ? 1 : 0)])
    if let numbers {
      gauge(&lines, "jixiao_daemons", "Daemons seen in the last minute.", [([], numbers.daemons)])
      gauge(
        &lines, "jixiao_seconds_since_evaluation", "Seconds since a department was last judged.",
        numbers.secondsSinceEvaluation.map { [([], $0)] } ?? [])
      gauge(
        &lines, "jixiao_jobs", "Jobs that wait or were set aside, by kind.", labelled(numbers.jobs, "kind", "state"))
      gauge(
        &lines, "jixiao_messages", "Messages that wait or are dead letters, by channel.",
        labelled(numbers.messages, "channel", "state"))
      gauge(
        &lines, "jixiao_alerts", "Standing alerts by severity and state.", labelled(numbers.alerts, "severity", "state")
      )
    }
    let mine = counters.filter { $0.key.count == 3 }
    for (family, help) in [
      ("jobs", "Jobs this process did, by kind and outcome."),
      ("messages", "Sending attempts of this process, by channel and outcome."),
    ] {
      let values = mine.filter { $0.key[0] == family }.map { (Array($0.key.dropFirst()), $0.value) }
      write(
        &lines, "jixiao_process_\(family)_total", help, "counter",
        values.map { ([(family == "jobs" ? "kind" : "channel", $0.0[0]), ("outcome", $0.0[1])], $0.1) })
    }
    let changes = counters.filter { $0.key.count == 2 && $0.key[0] == "alerts" }
    write(
      &lines, "jixiao_process_alert_changes_total", "Changes of alerts this process wrote.", "counter",
      changes.map { ([("change", $0.key[1])], $0.value) })
    return lines.joined(separator: "\n") + "\n"
  }

  private static func labelled(_ counts: [[String]: Int], _ a: String, _ b: String) -> [([(String, String)], Int)] {
    counts.map { ([(a, $0.key[0]), (b, $0.key[1])], $0.value) }
  }

  private static func gauge(
    _ lines: inout [String], _ name: String, _ help: String, _ values: [([(String, String)], Int)]
  ) {
    write(&lines, name, help, "gauge", values)
  }

  private static func write(
    _ lines: inout [String], _ name: String, _ help: String, _ type: String, _ values: [([(String, String)], Int)]
  ) {
    lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    lines += values.map { labels, value in
      let text = labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
      return "\(name)\(text.isEmpty ? "" : "{\(text)}") \(value)"
    }.sorted()
  }

  private static func escaped(_ text: String) -> String {
    text.map { $0 == "\\" ? "\\\\" : $0 == "\"" ? "\\\"" : $0 == "\n" ? "\\n" : String($0) }.joined()
  }
}
