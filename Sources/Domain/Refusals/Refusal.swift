/// Why something a person or a program asked for is not done: what was expected, what came, what to do.
///
/// A case and its payload are all there is to it. Its code, how grave it is for a program (exit code, HTTP status) and the
/// sentence follow from the case, so that every door tells the same. What is done differently at each door, such as which command
/// shows a list, the door itself says: see ``Door``.
package enum Refusal: Error, Hashable, Sendable {
  /// A value as typed that cannot be read.
  case value(ValueRefusal)
  /// A file that cannot be read or written at all.
  case file(FileRefusal)
  /// A budget document that cannot be read at all.
  case document(DocumentRefusal)
  /// A file of rows, or a row, that does not fit.
  case sheet(SheetRefusal)
  /// A yearly notice of holidays that is not taken.
  case calendar(CalendarRefusal)
  /// A project or its account that is not what was meant.
  case project(ProjectRefusal)
  /// A payment or its reversal that is not recorded.
  case spending(SpendingRefusal)
  /// An indicator that is not what was meant, or a value it cannot have.
  case indicator(IndicatorRefusal)
  /// Evidence of a value (佐证材料) that is not taken, or is not there.
  case evidence(EvidenceRefusal)
  /// A form, or what is filled into it, that is not taken.
  case form(FormRefusal)
  /// Weights and scores that the rules do not allow.
  case score(ScoreRefusal)
  /// A step of a rectification (整改) that is not one for now.
  case rectification(RectificationRefusal)
  /// A department that is not what was meant, or a document of it that is not imported.
  case department(DepartmentRefusal)
  /// A division (区划) that is not what was meant.
  case division(DivisionRefusal)
  /// An alert that cannot be dealt with so.
  case alert(AlertRefusal)
  /// A recipient, a channel or a route that is not what was meant.
  case people(PeopleRefusal)
  /// An account that is not what was meant, or may not do what was asked.
  case account(AccountRefusal)
  /// The service's key, or what it sealed.
  case key(KeyRefusal)
  /// What opens the door and is not taken.
  case access(AccessRefusal)
  /// A rule set or a parameter that is not what was meant.
  case rules(RulesRefusal)
  /// A fiscal year that is put away (归档), or cannot be.
  case year(YearRefusal)
  /// The service's clock and its database.
  case service(ServiceRefusal)
}

extension Refusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .value(let refusal): refusal.kind
    case .file(let refusal): refusal.kind
    case .document(let refusal): refusal.kind
    case .sheet(let refusal): refusal.kind
    case .calendar(let refusal): refusal.kind
    case .project(let refusal): refusal.kind
    case .spending(let refusal): refusal.kind
    case .indicator(let refusal): refusal.kind
    case .evidence(let refusal): refusal.kind
    case .form(let refusal): refusal.kind
    case .score(let refusal): refusal.kind
    case .rectification(let refusal): refusal.kind
    case .department(let refusal): refusal.kind
    case .division(let refusal): refusal.kind
    case .alert(let refusal): refusal.kind
    case .people(let refusal): refusal.kind
    case .account(let refusal): refusal.kind
    case .key(let refusal): refusal.kind
    case .access(let refusal): refusal.kind
    case .rules(let refusal): refusal.kind
    case .year(let refusal): refusal.kind
    case .service(let refusal): refusal.kind
    }
  }

  /// A name for programs that does not change with the wording, such as `not-a-date`.
  package var code: String { kind.rawValue }

  /// The sentence for the person who asked, as it is said at a door.
  package func sentence(at door: Door) -> String {
    switch self {
    case .value(let refusal): refusal.chinese(at: door)
    case .file(let refusal): refusal.chinese(at: door)
    case .document(let refusal): refusal.chinese(at: door)
    case .sheet(let refusal): refusal.chinese(at: door)
    case .calendar(let refusal): refusal.chinese(at: door)
    case .project(let refusal): refusal.chinese(at: door)
    case .spending(let refusal): refusal.chinese(at: door)
    case .indicator(let refusal): refusal.chinese(at: door)
    case .evidence(let refusal): refusal.chinese
    case .form(let refusal): refusal.chinese(at: door)
    case .score(let refusal): refusal.chinese(at: door)
    case .rectification(let refusal): refusal.chinese(at: door)
    case .department(let refusal): refusal.chinese(at: door)
    case .division(let refusal): refusal.chinese(at: door)
    case .alert(let refusal): refusal.chinese(at: door)
    case .people(let refusal): refusal.chinese(at: door)
    case .account(let refusal): refusal.chinese(at: door)
    case .key(let refusal): refusal.chinese(at: door)
    case .access(let refusal): refusal.chinese(at: door)
    case .rules(let refusal): refusal.chinese(at: door)
    case .year(let refusal): refusal.chinese(at: door)
    case .service(let refusal): refusal.chinese(at: door)
    }
  }

  /// The sentence without any door's own words.
  package var message: String { sentence(at: .plain) }
}

extension Refusal: CustomStringConvertible {
  package var description: String { message }
}
