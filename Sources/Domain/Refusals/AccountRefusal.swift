/// An account that is not what was meant, or may not do what was asked.
package enum AccountRefusal: Hashable, Sendable {
  /// What an account wanted to do and why it may not.
  package struct Forbidden: Hashable, Sendable {
    /// Whose account it is, and what was to be done with what.
    package let name: String, action: Action, object: ActionObject
    /// Why not.
    package let denial: Permission.Denial

    /// An act that is refused.
    package init(name: String, action: Action, object: ActionObject, denial: Permission.Denial) {
      (self.name, self.action, self.object, self.denial) = (name, action, object, denial)
    }
  }

  /// The account may not.
  case forbidden(Forbidden)
  /// Nobody's account belongs to the user of the operating system.
  case unlinked(osUser: String)
  /// A name other than that of the accounts somebody has.
  case notOneself(_ said: String, _ own: [String])
  /// Several of the accounts somebody has may do it.
  case severalOwn(Action, [String])
  /// No account is called so.
  case unknown(_ name: String, known: [String], count: Int)
  /// An account of the name is there, of another kind than the role wants.
  case kindDiffers(_ name: String, AccountKind, wanted: AccountRole)
  /// An account is called so already.
  case taken(_ name: String)
  /// A role that the account does not have.
  case notGranted(_ name: String, AccountRole)
  /// A last day before the first.
  case endsBeforeStart(from: Day, until: Day)
  /// An administrator's role for a department.
  case reachOfAdministrator(AccountRole)
  /// Nobody would be left who may give roles.
  case lastSecurityOfficer(_ name: String)
  /// Somebody who wants to change what the account itself may.
  case ownRights(_ name: String)
  /// The substitute of somebody who is not there, or of oneself.
  case substituteOfNobody(_ name: String)
  /// An address for the ends of the audit trail, for an account that is no auditor's.
  case notAnAuditor(_ name: String, AccountKind)
  /// Rows of the audit trail are kept for ever.
  case auditKeptForEver
  /// The audit trail has so many faults, and nothing of it is removed before they are known.
  case auditBroken(Int)
  /// What leaves a row in the audit trail was asked of a standby, which takes none.
  case auditReadOnly
  /// Figures of several departments were to be taken out, and nobody said what for.
  case exportReasonMissing
}

extension AccountRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .forbidden: .actionForbidden
    case .unlinked: .accountUnlinked
    case .notOneself: .accountNotOneself
    case .severalOwn: .accountsSeveral
    case .unknown: .accountUnknown
    case .kindDiffers: .accountKindDiffers
    case .taken: .accountTaken
    case .notGranted: .roleNotGranted
    case .endsBeforeStart: .roleEndsBeforeStart
    case .reachOfAdministrator: .administratorReach
    case .lastSecurityOfficer: .lastSecurityOfficer
    case .ownRights: .ownRights
    case .substituteOfNobody: .substituteOfNobody
    case .notAnAuditor: .accountNotAuditor
    case .auditKeptForEver: .auditKeptForEver
    case .auditBroken: .auditBroken
    case .auditReadOnly: .auditReadOnly
    case .exportReasonMissing: .exportReasonMissing
    }
  }
}
