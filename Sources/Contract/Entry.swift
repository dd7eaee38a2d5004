package import Domain

/// What is to be done with rows that somebody typed one below the other.
package enum EntryMode: String, Codable, Sendable {
  /// Nothing is kept: only what would become of them is asked.
  case check
  /// The good ones are kept, the bad ones come back.
  case good
  /// All are kept, or none while one of them is bad.
  case all
}

/// Payments typed one below the other.
package struct SpendingRowsRequest: Codable, Hashable, Sendable {
  /// A row.
  package struct Row: Codable, Hashable, Sendable {
    /// Its number, by which the answer names it.
    package var number: Int
    /// 项目编码, day, amount, voucher, category and memo as they were typed.
    package var project: String, date: String, amount: String, voucher: String, category: String?, memo: String?

    /// A row.
    package init(
      _ number: Int, project: String, date: String, amount: String, voucher: String, category: String? = nil,
      memo: String? = nil
    ) {
      (self.number, self.project, self.date, self.amount) = (number, project, date, amount)
      (self.voucher, self.category, self.memo) = (voucher, category, memo)
    }
  }

  /// What is to be done with them.
  package var mode: EntryMode
  /// The rows in their order: of two with one voucher the first counts.
  package var rows: [Row]

  /// Some payments.
  package init(_ mode: EntryMode, _ rows: [Row]) { (self.mode, self.rows) = (mode, rows) }
}

/// Indicators' values typed one below the other.
package struct ValueRowsRequest: Codable, Hashable, Sendable {
  /// A row.
  package struct Row: Codable, Hashable, Sendable {
    /// Its number, by which the answer names it.
    package var number: Int
    /// What was typed.
    package var value: ObservationRequest

    /// A row.
    package init(_ number: Int, _ value: ObservationRequest) { (self.number, self.value) = (number, value) }
  }

  /// What is to be done with them.
  package var mode: EntryMode
  /// The rows in their order.
  package var rows: [Row]

  /// Some values.
  package init(_ mode: EntryMode, _ rows: [Row]) { (self.mode, self.rows) = (mode, rows) }
}

/// Where a project's money stands, or would stand after what was typed.
package struct MoneyStanding: Codable, Hashable, Sendable {
  /// 预算数, paid, and 支出进度 in percent.
  package var budget: Money, paid: Money, progress: String?
  /// 支出进度及时率 at the last checkpoint reached, in percent; and the light.
  package var timeliness: String?, light: SpendingLight

  /// Where it stands.
  package init(_ standing: SpendingStanding) {
    (budget, paid, progress) = (standing.budget, standing.paid, standing.progress?.percentText)
    (timeliness, light) = (standing.timeliness?.percentText, standing.light)
  }
}

/// What became of rows, or would.
package struct RowsAnswer: Codable, Hashable, Sendable {
  /// What became of a row.
  package enum Outcome: String, Codable, Sendable { case added, repeated, refused }

  /// A row.
  package struct Row: Codable, Hashable, Sendable {
    /// Its number.
    package var number: Int
    /// What became of it, or would.
    package var outcome: Outcome
    /// Why it was refused, for programs; nil for one that was not.
    package var code: String?
    /// Why it was refused, or what a person should look at; nil for nothing.
    package var message: String?
    /// Where the project stands after it and the rows before it, as of the day asked; nil where nothing was asked, or not known.
    package var after: MoneyStanding?
    /// How an indicator's value stands against its target; nil for a payment.
    package var status: IndicatorStatus?

    /// A row.
    package init(
      _ number: Int, _ outcome: Outcome, code: String? = nil, message: String? = nil, after: MoneyStanding? = nil
    ) {
      (self.number, self.outcome, self.code) = (number, outcome, code)
      (self.message, self.after) = (message, after)
    }
  }

  /// Whether what is good was kept.
  package var isKept: Bool
  /// The rows.
  package var rows: [Row]

  /// What became of rows.
  package init(isKept: Bool, _ rows: [Row]) { (self.isKept, self.rows) = (isKept, rows) }

  /// How many have an outcome.
  package func count(_ outcome: Outcome) -> Int { rows.count { $0.outcome == outcome } }
}

/// The projects that somebody may record payments of.
package struct EntryProjectsAnswer: Codable, Hashable, Sendable {
  /// A project.
  package struct Project: Codable, Hashable, Sendable {
    /// The department, by code and name.
    package var department: String
    /// 项目编码 and 项目名称.
    package var code: String, name: String
    /// The spending categories that its money caps are of; empty where it has none.
    package var categories: [String]
    /// Where its money stands.
    package var standing: MoneyStanding

    /// A project.
    package init(department: String, code: String, name: String, categories: [String], standing: MoneyStanding) {
      (self.department, self.code, self.name) = (department, code, name)
      (self.categories, self.standing) = (categories, standing)
    }
  }

  /// The day as of whose end the figures are.
  package var asOf: Day
  /// The projects, department by department in the order of their documents.
  package var projects: [Project]

  /// Some projects.
  package init(asOf: Day, _ projects: [Project]) { (self.asOf, self.projects) = (asOf, projects) }
}

/// A page, or a step of one, where somebody has something not saved yet.
package enum DraftPlace: String, Codable, Sendable, CaseIterable {
  /// Payments, and indicators' values, as they were typed.
  case payments, values
  /// A file that was sent and not taken yet.
  case file

  /// For what one must have the right whose draft it is.
  package var action: Action { self == .values ? .recordValue : .recordPayment }
}

/// What somebody has not saved yet.
package struct DraftAnswer: Hashable, Sendable {
  /// A file's name; empty for what was typed.
  package var name: String
  /// The bytes; empty for what was saved or given up.
  package var content: [UInt8]
  /// Since when it is there.
  package var savedAt: Instant
  /// Which one it is: what is done with it is done with the one that was seen.
  package var mark: String
  /// What became of a file's rows when they were tried.
  package var answer: EntryFileAnswer?

  /// A draft.
  package init(name: String, content: [UInt8], savedAt: Instant, mark: String, answer: EntryFileAnswer? = nil) {
    (self.name, self.content, self.savedAt, self.mark) = (name, content, savedAt, mark)
    self.answer = answer
  }

  /// Whether there is none any more: it was saved or given up.
  package var isGone: Bool { content.isEmpty }
}
