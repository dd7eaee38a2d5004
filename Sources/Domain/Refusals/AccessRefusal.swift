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
    }
  }
}
