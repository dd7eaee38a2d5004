package import Domain

/// A payment to be recorded, as it was typed.
package struct SpendRequest: Codable, Hashable, Sendable {
  /// The project's code.
  package var project: String
  /// The day of payment: `2025-03-20`.
  package var date: String
  /// The amount: `7500元`, `0.75万元`.
  package var amount: String
  /// The voucher's number, one of its own in the project.
  package var voucher: String
  /// The category, or a part of its name that no other has.
  package var category: String?
  /// What it was for.
  package var memo: String?
  /// The division, by code or name, where the code stands in several.
  package var division: String?

  /// A payment.
  package init(
    project: String, date: String, amount: String, voucher: String, category: String? = nil, memo: String? = nil,
    division: String? = nil
  ) {
    (self.project, self.date, self.amount, self.voucher) = (project, date, amount, voucher)
    (self.category, self.memo, self.division) = (category, memo, division)
  }
}

/// A payment to be taken back by a negative one that names it (红冲).
package struct ReversalRequest: Codable, Hashable, Sendable {
  /// The project's code, where the voucher stands in several.
  package var project: String?
  /// The voucher to take back.
  package var voucher: String
  /// The voucher of the reversal itself.
  package var newVoucher: String
  /// The day of the reversal; nil for today, and then a voucher of several years is asked about.
  package var date: String?
  /// The division, by code or name, where the code stands in several.
  package var division: String?

  /// A reversal.
  package init(project: String?, voucher: String, newVoucher: String, date: String? = nil, division: String? = nil) {
    (self.project, self.voucher, self.newVoucher) = (project, voucher, newVoucher)
    (self.date, self.division) = (date, division)
  }
}

/// An indicator's value (指标完成值) to be recorded.
package struct ObservationRequest: Codable, Hashable, Sendable {
  /// Whose indicator it is: a project's, by its code, or the department's own.
  package enum Subject: Codable, Hashable, Sendable { case project(String), department(String) }
  /// Which day it is of: a day as typed, or the end of a month typed as `2025-06`.
  package enum Time: Codable, Hashable, Sendable { case date(String), period(String) }

  /// Whose indicator.
  package var subject: Subject
  /// Its place, or its name or a part of it that no other has, or as a page names it (`#12`).
  package var indicator: String
  /// Which day the value is of.
  package var time: Time
  /// The value: `95%`, `36家`, `达成`, or the day of completion for a deadline.
  package var value: String
  /// Of how many, where the value is so many.
  package var outOf: String?
  /// Whether a value that looks like a hundredth or the hundredfold of what is meant is meant.
  package var isConfirmed: Bool
  /// What shows it.
  package var evidence: String?
  /// The division, by code or name, where the code stands in several.
  package var division: String?

  /// A value.
  package init(
    of subject: Subject, indicator: String, at time: Time, value: String, outOf: String? = nil,
    isConfirmed: Bool = false, evidence: String? = nil, division: String? = nil
  ) {
    (self.subject, self.indicator, self.time, self.value, self.outOf) = (subject, indicator, time, value, outOf)
    (self.isConfirmed, self.evidence, self.division) = (isConfirmed, evidence, division)
  }
}

/// Something that happened to a project, such as 资金到位.
package struct EventRequest: Codable, Hashable, Sendable {
  /// The project's code.
  package var project: String
  /// What happened.
  package var kind: String
  /// The day.
  package var date: String
  /// The amount, where it has one.
  package var amount: String?
  /// A note.
  package var memo: String?
  /// The division, by code or name, where the code stands in several.
  package var division: String?

  /// An event.
  package init(
    project: String, kind: String, date: String, amount: String? = nil, memo: String? = nil, division: String? = nil
  ) {
    (self.project, self.kind, self.date, self.amount) = (project, kind, date, amount)
    (self.memo, self.division) = (memo, division)
  }
}

/// That a department handed in a form on paper.
package struct SubmissionRequest: Codable, Hashable, Sendable {
  /// Which department.
  package var department: DepartmentChoice
  /// Which form.
  package var form: DepartmentForm
  /// Through which month; a self-evaluation is of the whole year.
  package var through: Int
  /// The day it was handed in; nil for today.
  package var date: String?

  /// A form handed in.
  package init(department: DepartmentChoice, form: DepartmentForm, through: Int, date: String? = nil) {
    (self.department, self.form, self.through, self.date) = (department, form, through, date)
  }
}

/// A project's budget to be adjusted: 追加, 调减 or 调剂.
package struct AdjustmentRequest: Codable, Hashable, Sendable {
  /// The project's code.
  package var project: String
  /// How much is added, `0.5万元`; with a minus what is taken.
  package var amount: String
  /// The document's number, and the day from which it holds.
  package var document: String, date: String
  /// The project that gives what this one gets (调剂); nil for none.
  package var counterpart: String?
  /// 财政资金 or 其他资金; may be left out for a project that has only one.
  package var funds: String?
  /// A note.
  package var memo: String?
  /// The division, by code or name, where a code stands in several.
  package var division: String?

  /// An adjustment.
  package init(
    project: String, amount: String, document: String, date: String, counterpart: String? = nil, funds: String? = nil,
    memo: String? = nil, division: String? = nil
  ) {
    (self.project, self.amount, self.document, self.date) = (project, amount, document, date)
    (self.counterpart, self.funds, self.memo, self.division) = (counterpart, funds, memo, division)
  }
}

/// An indicator's value to be taken back.
package struct ObservationWithdrawal: Codable, Hashable, Sendable {
  /// Whose indicator, and which: its place, or its name or a part of it that no other has.
  package var subject: ObservationRequest.Subject, indicator: String
  /// Which day the value is of.
  package var time: ObservationRequest.Time
  /// Why.
  package var reason: String?
  /// The division, by code or name, where the code stands in several.
  package var division: String?

  /// A value.
  package init(
    of subject: ObservationRequest.Subject, indicator: String, at time: ObservationRequest.Time, reason: String? = nil,
    division: String? = nil
  ) {
    (self.subject, self.indicator, self.time) = (subject, indicator, time)
    (self.reason, self.division) = (reason, division)
  }
}

/// What became of something recorded.
package struct RecordedAnswer: Codable, Hashable, Sendable {
  /// Whether it is new, or the same was there already.
  package enum Outcome: String, Codable, Sendable { case added, repeated }

  /// What became of it.
  package var outcome: Outcome
  /// The same in a sentence.
  package var message: String
  /// What a person should look at, where there is something.
  package var warning: String?
  /// An indicator's value as it counts now, with its unit, for what comes with it; programs are not told.
  package var value: String?

  private enum CodingKeys: String, CodingKey { case outcome, message, warning }

  /// What became of it.
  package init(_ outcome: Outcome, _ message: String, warning: String? = nil) {
    (self.outcome, self.message, self.warning) = (outcome, message, warning)
  }
}

/// What became of a file that came with a value.
package struct RecordedFile: Codable, Hashable, Sendable {
  /// Its number, its name as it is kept, and whether it is new.
  package var id: Int64, name: String, outcome: RecordedAnswer.Outcome
  /// The same in a sentence.
  package var message: String

  /// A file.
  package init(_ id: Int64, _ name: String, _ outcome: RecordedAnswer.Outcome, _ message: String) {
    (self.id, self.name, self.outcome, self.message) = (id, name, outcome, message)
  }
}

/// What became of a value and of the files that came with it.
package struct ValueRecordedAnswer: Codable, Hashable, Sendable {
  /// What became of the value, in a word and in a sentence.
  package var outcome: RecordedAnswer.Outcome, message: String
  /// What a person should look at, where there is something.
  package var warning: String?
  /// What became of each file, in their order.
  package var files: [RecordedFile]

  /// A value with files.
  package init(_ value: RecordedAnswer, _ files: [RecordedFile]) {
    (outcome, message, warning, self.files) = (value.outcome, value.message, value.warning, files)
  }
}

/// What became of the rows of a file.
package struct IntakeAnswer: Codable, Hashable, Sendable {
  /// A row with what is to be said of it.
  package struct Note: Codable, Hashable, Sendable {
    /// Its number in the file.
    package var row: Int
    /// A name for programs.
    package var code: String
    /// The sentence.
    package var message: String

    /// A row.
    package init(row: Int, code: String, message: String) {
      (self.row, self.code, self.message) = (row, code, message)
    }
  }

  /// The file's name.
  package var file: String
  /// Rows read, kept, and found to be there already.
  package var read: Int, added: Int, repeated: Int
  /// Rows that were refused.
  package var refused: [Note]
  /// Rows that were kept but want a look.
  package var warnings: [Note]

  /// What became of a file.
  package init(file: String, read: Int, added: Int, repeated: Int, refused: [Note], warnings: [Note]) {
    (self.file, self.read, self.added, self.repeated) = (file, read, added, repeated)
    (self.refused, self.warnings) = (refused, warnings)
  }
}
