/// What opens the door — a password, a code, a token, a sign-on from elsewhere — and is not taken.
package enum AccessRefusal: Hashable, Sendable {
  /// A password that may not be one.
  case passwordUnfit([PasswordFault])
  /// More people sign in at once than passwords can be checked of.
  case busy
  /// What was kept of a password is nothing that a password can be checked by.
  case hashUnreadable
  /// There is not the memory that a check takes.
  case noMemory
  /// Too many failures: it is not looked at before.
  case wait(until: Instant)
  /// More than a picture for telephones (二维码) holds.
  case pictureTooLong(bytes: Int)
  /// A sign-on from elsewhere that does not come about.
  case signOn(SignOnProblem)
  /// Account, password or code is wrong: which one is told to nobody.
  case failed
  /// A session that is over: why; nil where there is none, or none any more.
  case sessionOver(SessionEnd?)
  /// Somebody who first has to change the password or set up the second factor.
  case unfinished(SessionStage)
  /// The present password, as it was typed to change it, is wrong.
  case passwordWrong
  /// The code that ends the setting up of a second factor is wrong.
  case codeWrong
  /// There is no setting up to be ended.
  case factorNotBegun
  /// A second factor that is demanded and is to be taken away.
  case factorDemanded(_ account: String)
  /// There is none to be taken away.
  case factorMissing(_ account: String)
  /// The second factor's secret does not open with the key file there is.
  case factorSealed(_ account: String)
  /// A token that is unknown, over or taken back.
  case tokenOver
  /// An account has a token of the name.
  case tokenTaken(_ name: String, account: String)
  /// No token in use is called so.
  case tokenUnknown(_ name: String, account: String, known: [String])
  /// A token for longer than any may be, or for no time.
  case tokenDays(Int)
  /// A token for an account that is none of business.
  case tokenOfAdministrator(_ account: String, AccountKind)
  /// A department that the account does not reach.
  case tokenOutOfReach(DepartmentPlace, account: String)
  /// No session of the number is the account's.
  case sessionUnknown(Int64, account: String)
  /// 安全管理员 who wants to reset the own password or second factor: an unlocked terminal must not do.
  case ownReset(String)
  /// A password for an account out of use, which lets nobody in.
  case outOfUse(String)
  /// No provider of sign-on is set.
  case signOnMissing
  /// The provider's word is of somebody who is nobody's account here.
  case signOnStranger(issuer: String, subject: String)
  /// The subject is another account's.
  case subjectTaken(String, account: String)
  /// No account is linked to the subject.
  case subjectUnknown(String)
  /// A provider's name or the address to come back to that is none.
  case signOnAddress(String)
  /// What keeps a session at a terminal can be read by others, or is nothing of the kind.
  case keptUnfit(path: String)
}

extension AccessRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .passwordUnfit: .passwordUnfit
    case .busy: .signInBusy
    case .hashUnreadable: .passwordHashUnreadable
    case .noMemory: .signInNoMemory
    case .wait: .signInWait
    case .pictureTooLong: .pictureTooLong
    case .signOn(let problem): problem.kind
    case .failed: .signInFailed
    case .sessionOver: .sessionOver
    case .unfinished: .signInUnfinished
    case .passwordWrong: .passwordWrong
    case .codeWrong: .factorCodeWrong
    case .factorNotBegun: .factorNotBegun
    case .factorDemanded: .factorDemanded
    case .factorMissing: .factorMissing
    case .factorSealed: .factorSealed
    case .tokenOver: .tokenOver
    case .tokenTaken: .tokenTaken
    case .tokenUnknown: .tokenUnknown
    case .tokenDays: .tokenDays
    case .tokenOfAdministrator: .tokenOfAdministrator
    case .tokenOutOfReach: .tokenOutOfReach
    case .sessionUnknown: .sessionUnknown
    case .keptUnfit: .keptSessionUnfit
    case .ownReset: .ownReset
    case .outOfUse: .accountOutOfUse
    case .signOnMissing: .signOnMissing
    case .signOnStranger: .signOnStranger
    case .subjectTaken: .subjectTaken
    case .subjectUnknown: .subjectUnknown
    case .signOnAddress: .signOnAddress
    }
  }
}
