/// What was done for who asked, or was so already.
///
/// A case and its payload are all there is to it: the sentence follows from them, so that every door tells the same. What is done
/// differently at each door, such as which command shows what came of it, the door itself says: see ``Door``.
package enum Deed: Hashable, Sendable {
  /// Something was recorded; false where the same was there already and nothing was added.
  case recording(RecordingDeed, isNew: Bool)
  /// Something was done with an alert.
  case alert(AlertDeed)
  /// Who is told of what is other than before.
  case people(PeopleDeed)
  /// An account, or what it may, is other than before.
  case account(AccountDeed)
  /// Who is signed in, or by what, is other than before.
  case access(AccessDeed)
  /// A way to people, or the key that seals it, is other than before.
  case channel(ChannelDeed)
  /// A division or a department is other than before.
  case department(DepartmentDeed)
  /// By what is judged is other than before.
  case rules(RulesDeed)
  /// The service, or the database beneath it, is other than before.
  case service(ServiceDeed)
}

extension Deed {
  /// The sentence for the person who asked, as it is said at a door.
  package func sentence(at door: Door) -> String {
    switch self {
    case .recording(let deed, let isNew): deed.chinese(isNew: isNew)
    case .alert(let deed): deed.chinese
    case .people(let deed): deed.chinese(at: door)
    case .account(let deed): deed.chinese
    case .access(let deed): deed.chinese
    case .channel(let deed): deed.chinese(at: door)
    case .department(let deed): deed.chinese
    case .rules(let deed): deed.chinese
    case .service(let deed): deed.chinese
    }
  }
}
