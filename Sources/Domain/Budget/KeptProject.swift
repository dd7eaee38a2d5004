/// A project with all that is kept of it, read from one snapshot: what its page is made of.
package struct KeptProject: Sendable {
  /// The facts of its department, with the names.
  package let facts: DepartmentFacts, directory: Directory
  /// The alerts of the department that are kept.
  package let alerts: [KeptAlert]
  /// What the document in force prints of it; nil where that has it no more.
  package let sheet: ProjectSheet?
  /// What an entry for it may name.
  package let account: SpendingAccount
  /// Its payments, the latest first.
  package let payments: [KeptPayment]
  /// Who reported the value of an indicator last.
  package let evidence: [IndicatorID: KeptEvidence]
  /// The files of indicators' values, the latest day first.
  package let files: [IndicatorID: [KeptEvidenceFile]]
  /// Its forms, what documents changed of it, and its adjustments; the latest first.
  package let forms: [KeptForm], versions: [KeptProjectVersion], adjustments: [KeptAdjustment]

  /// What is kept.
  package init(
    facts: DepartmentFacts, directory: Directory, alerts: [KeptAlert], sheet: ProjectSheet?, account: SpendingAccount,
    payments: [KeptPayment], evidence: [IndicatorID: KeptEvidence], files: [IndicatorID: [KeptEvidenceFile]],
    forms: [KeptForm], versions: [KeptProjectVersion], adjustments: [KeptAdjustment]
  ) {
    (self.facts, self.directory, self.alerts, self.sheet) = (facts, directory, alerts, sheet)
    (self.account, self.payments, self.evidence, self.forms) = (account, payments, evidence, forms)
    (self.versions, self.adjustments, self.files) = (versions, adjustments, files)
  }
}

/// A payment, or its reversal, as it is kept.
package struct KeptPayment: Hashable, Sendable {
  /// Its row.
  package let id: Int64
  /// The day of payment, and the amount; below zero for a reversal.
  package let day: Day, amount: Money
  /// 支出类别, 凭证号 and 摘要.
  package let category: String?, voucher: String, memo: String?
  /// Who recorded it; nil for what is older than that was kept. And when.
  package let actor: String?, recordedAt: Instant
  /// Of a reversal the voucher that it takes back; of a payment the one by which it was.
  package let reverses: String?, reversedBy: String?

  /// A payment.
  package init(
    id: Int64, day: Day, amount: Money, category: String?, voucher: String, memo: String?, actor: String?,
    recordedAt: Instant, reverses: String?, reversedBy: String?
  ) {
    (self.id, self.day, self.amount, self.category) = (id, day, amount, category)
    (self.voucher, self.memo, self.actor, self.recordedAt) = (voucher, memo, actor, recordedAt)
    (self.reverses, self.reversedBy) = (reverses, reversedBy)
  }

  /// Whether it can be taken back.
  package var isReversible: Bool { reverses == nil && reversedBy == nil }
}

/// Who reported a value, on what.
package struct KeptEvidence: Hashable, Sendable {
  /// The day the value is of, what shows it, who reported it, and when.
  package let day: Day, text: String?, actor: String?, recordedAt: Instant

  /// Some evidence.
  package init(day: Day, text: String?, actor: String?, recordedAt: Instant) {
    (self.day, self.text, self.actor, self.recordedAt) = (day, text, actor, recordedAt)
  }
}

/// The last version of a form of a project.
package struct KeptForm: Hashable, Sendable {
  /// Which, through which month, and the version.
  package let form: DepartmentForm, month: Int, version: Int
  /// Where it stands, and since when; nil for a draft nobody handed in.
  package let state: FormState, since: Day?

  /// A form.
  package init(form: DepartmentForm, month: Int, version: Int, state: FormState, since: Day?) {
    (self.form, self.month, self.version, self.state, self.since) = (form, month, version, state, since)
  }
}

/// What a document said of a project.
package struct KeptProjectVersion: Hashable, Sendable {
  /// From which day, by which file, and who imported it when; nobody's name for what is older than that was kept.
  package let from: Day, file: String, actor: String?, importedAt: Instant
  /// Its name, budget and plan by it.
  package let name: String, budget: Money, plan: SpendingPlan

  /// A version.
  package init(
    from: Day, file: String, actor: String?, importedAt: Instant, name: String, budget: Money, plan: SpendingPlan
  ) {
    (self.from, self.file, self.actor, self.importedAt) = (from, file, actor, importedAt)
    (self.name, self.budget, self.plan) = (name, budget, plan)
  }
}

/// An adjustment of a budget as it is kept.
package struct KeptAdjustment: Hashable, Sendable {
  /// The adjustment, and what was noted.
  package let adjustment: BudgetAdjustment, memo: String?
  /// The project it was moved with; nil for 追加 and 调减. And who recorded it.
  package let counterpart: String?, actor: String

  /// An adjustment.
  package init(_ adjustment: BudgetAdjustment, memo: String?, counterpart: String?, actor: String) {
    (self.adjustment, self.memo, self.counterpart, self.actor) = (adjustment, memo, counterpart, actor)
  }
}
