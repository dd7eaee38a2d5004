/// What a person wrote into a field.
package struct FormEntry: Hashable, Sendable {
  /// The place.
  package let field: FormField
  /// What was written; nil takes back what stood there.
  package let value: FormValue?
  /// Why a computed value was replaced.
  package let reason: String?

  /// An entry.
  package init(_ field: FormField, _ value: FormValue?, reason: String? = nil) {
    (self.field, self.value, self.reason) = (field, value, reason)
  }

  /// As people read it, and as it is kept; empty for what takes back.
  package var text: String { value?.text ?? "" }

  /// The most characters of a text: what its cell can hold and a reader will read.
  package static func longest(_ name: FormField.Name) -> Int {
    switch name {
    case .unit, .contact, .actual, .expected, .causes, .likelihood: 60
    case .measures, .conclusion, .shortcomings, .improvements: 200
    case .explanation: 300
    case .accomplishment, .overview, .remark, .executionReason: 1_000
    case .forecast, .paidFiscal, .paidCarryOver, .paidOther, .paidBasic, .executionScore, .score, .agreedCosts: 40
    // Not a text: points of every indicator.
    case .weights: 20_000
    }
  }

  /// What a person typed, read as far as it can be without the form; refused with a sentence.
  package init(_ field: FormField, typed text: String, reason: String? = nil) throws(Refusal) {
    let name = field.name
    // No office file can hold control characters.
    let clean = String(text.normalised.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
    guard clean.count <= FormEntry.longest(name) else {
      throw .form(.tooLong(name.chinese, length: clean.count, most: FormEntry.longest(name)))
    }
    if name.isAmount, clean.contains(where: \.isNumber), !clean.contains(where: { "元万亿".contains($0) }),
      (try? Money.parse(clean)) != .zero
    {
      // The form is printed in 万元, and payments are typed in 元: a bare number may be meant as either.
      throw .form(.amountWithoutUnit(name.chinese, clean.excerpt))
    }
    var value = clean.isEmpty ? nil : try FormValue(clean, of: name)
    // Nothing but the signs between them.
    if value == .causes([]) { value = nil }
    try self.init(field, value, reasonTyped: reason)
  }

  /// Points typed for all indicators in their order; empty goes back to the default.
  package init(
    weights text: String, execution: String, of indicators: [IndicatorID], reason: String?
  ) throws(Refusal) {
    let chosen =
      text.normalised.isEmpty ? nil : try ChosenWeights(typed: text, execution: execution, of: indicators)
    try self.init(FormField(.weights), chosen.map(FormValue.weights), reasonTyped: reason)
  }

  /// An entry as it is kept; refused where its value cannot be read.
  package init(kept text: String, in field: FormField, reason: String?) throws(Refusal) {
    self.init(field, text.isEmpty ? nil : try FormValue(text, of: field.name), reason: reason)
  }

  private init(_ field: FormField, _ value: FormValue?, reasonTyped: String?) throws(Refusal) {
    let reason = reasonTyped?.normalised
    if field.name.isOverride, value != nil, reason?.isEmpty ?? true {
      throw .form(.reasonMissing(field.name.chinese))
    }
    self.init(field, value, reason: reason.flatMap { $0.isEmpty ? nil : $0 })
  }
}

extension FormValue {
  /// A value of a field, from a text that is not empty.
  init(_ text: String, of name: FormField.Name) throws(Refusal) {
    switch name {
    case .causes: self = .causes(try FormValue.causes(text))
    case .likelihood: self = .likelihood(try FormValue.likelihood(text))
    case .forecast, .paidFiscal, .paidCarryOver, .paidOther, .paidBasic:
      let money = try Money.parse(text)
      guard money >= .zero else { throw .form(.negative(name.chinese)) }
      self = .money(money)
    case .executionScore, .score: self = .points(try Points.parse(text))
    case .weights: self = .weights(try ChosenWeights(kept: text))
    case .actual where text == FormValue.notDueWord: self = .notDue
    case .unit, .contact, .remark, .accomplishment, .overview, .conclusion, .shortcomings, .improvements,
      .executionReason, .actual, .expected, .explanation, .measures,
      .agreedCosts:
      self = .text(text)
    }
  }

  private static func causes(_ text: String) throws(Refusal) -> Set<DeviationCause> {
    var found: Set<DeviationCause> = []
    for word in text.split(whereSeparator: { "、,，; ；".contains($0) }) {
      let matches = DeviationCause.allCases.filter { $0.rawValue.hasPrefix(word) }
      guard let cause = matches.first, matches.count == 1 else {
        throw .form(.causeUnknown(String(word), known: DeviationCause.allCases.map(\.rawValue)))
      }
      found.insert(cause)
    }
    return found
  }

  private static func likelihood(_ text: String) throws(Refusal) -> Likelihood {
    guard let likelihood = Likelihood(rawValue: text.withoutBlanks) else {
      throw .form(.likelihoodUnknown(text, known: Likelihood.allCases.map(\.rawValue)))
    }
    return likelihood
  }
}
