/// A message to a person, before any channel gives it its form.
package struct Message: Hashable, Sendable {
  /// Why it is sent.
  package enum Kind: String, Sendable, CaseIterable {
    /// Something red just happened.
    case immediate
    /// The morning message.
    case digest
    /// Somebody tries a channel.
    case test
    /// The ends of the audit trail's chains.
    case heads
    /// The finance bureau asks for forms that are owed.
    case urge
  }

  /// A heading with what stands under it, project by project.
  package struct Section: Hashable, Sendable {
    /// The heading, such as 新增预警.
    package let heading: String
    /// Its groups.
    package let groups: [Group]

    /// A section.
    package init(_ heading: String, _ groups: [Group]) {
      self.heading = heading
      self.groups = groups
    }
  }

  /// What is said of one project.
  package struct Group: Hashable, Sendable {
    /// The project's or the department's name.
    package let subject: String
    /// The alerts.
    package let items: [Item]

    /// A group.
    package init(_ subject: String, _ items: [Item]) {
      self.subject = subject
      self.items = items
    }
  }

  /// What is said of one alert.
  package struct Item: Hashable, Sendable {
    /// The alert's row.
    package let alert: AlertID
    /// The rows of others that it speaks for as well.
    package let others: [AlertID]
    /// How urgent.
    package let severity: AlertSeverity
    /// What it says.
    package let text: String

    /// An item.
    package init(alert: AlertID, severity: AlertSeverity, text: String, others: [AlertID] = []) {
      self.others = others
      self.alert = alert
      self.severity = severity
      self.text = text
    }
  }

  /// What stands for the sections where they are too long to be read.
  package struct Table: Hashable, Sendable {
    /// One department, or one project where there is only one department.
    package struct Row: Hashable, Sendable {
      /// Whose, and how many of each severity.
      package let name: String, red: Int, yellow: Int, blue: Int
      /// The gravest of them in words.
      package let gravest: Item?

      init(name: String, red: Int, yellow: Int, blue: Int, gravest: Item?) {
        (self.name, self.red, self.yellow, self.blue, self.gravest) = (name, red, yellow, blue, gravest)
      }

      /// How many of each severity: `红2、黄5`.
      package var counts: String {
        [("红", red), ("黄", yellow), ("蓝", blue)].filter { $0.1 > 0 }.map { "\($0)\($1)" }.joined(separator: "、")
      }
    }

    /// The heading, with how many there are.
    package let heading: String
    /// Gravest first.
    package let rows: [Row]
    /// What asks for nothing, counted: `减轻2项`.
    package let rest: [String]
  }

  /// All that a long message speaks of, one line each.
  package struct List: Hashable, Sendable {
    /// One alert.
    package struct Row: Hashable, Sendable {
      /// What there is to say: 新增预警, 已解除.
      package let what: String
      /// Whose: department, project with its code, indicator; empty where there is none.
      package let department: String, projectCode: String, project: String, indicator: String
      /// How urgent, by which rule, and what it says.
      package let severity: AlertSeverity, rule: String, text: String
      /// Its row.
      package let alert: AlertID

      init(
        what: String, department: String, projectCode: String, project: String, indicator: String,
        severity: AlertSeverity, rule: String, text: String, alert: AlertID
      ) {
        (self.what, self.department, self.projectCode, self.project) = (what, department, projectCode, project)
        (self.indicator, self.severity, self.rule, self.text, self.alert) = (indicator, severity, rule, text, alert)
      }

      /// Its cells, as ``headings`` call them.
      package var cells: [String] {
        ["\(alert)", what, severity.chinese, department, projectCode, project, indicator, rule, text]
      }
    }

    /// The columns.
    package static let headings = ["编号", "情况", "级别", "部门", "项目编码", "项目", "指标", "预警", "说明"]
    /// What to do first first.
    package let rows: [Row]

    init(_ rows: [Row]) { self.rows = rows }
  }

  /// A file that goes with a mail.
  package struct Attachment: Hashable, Sendable {
    /// The file's name.
    package let name: String
    /// The file.
    package let content: [UInt8]

    /// A file.
    package init(name: String, content: [UInt8]) { (self.name, self.content) = (name, content) }
  }

  /// Why it is sent.
  package let kind: Kind
  /// The gravest of what somebody has to do something about: red goes out at any time.
  package let severity: AlertSeverity
  /// The subject line.
  package let title: String
  /// Who is addressed, with a word of what follows.
  package let opening: String
  /// What it says.
  package let sections: [Section]
  /// Remarks below.
  package let notes: [String]
  /// The table that people read instead of the sections where those are too long, and what it stands for.
  package let table: Table?, list: List?

  /// A message.
  package init(
    kind: Kind, severity: AlertSeverity, title: String, opening: String, sections: [Section], notes: [String],
    table: Table? = nil, list: List? = nil
  ) {
    (self.table, self.list) = (table, list)
    self.kind = kind
    self.severity = severity
    self.title = title
    self.opening = opening
    self.sections = sections
    self.notes = notes
  }

  /// What the list is called as a file.
  package var listName: String { "\(title.filter { !"/\\:*?\"<>|【】".contains($0) }.prefix(60)).xlsx" }

  /// The rows of the alerts it speaks of, each once, in its order.
  package var alerts: [AlertID] {
    var seen = Set<AlertID>()
    return sections.flatMap(\.groups).flatMap(\.items).flatMap { [$0.alert] + $0.others }.filter {
      seen.insert($0).inserted
    }
  }
}
