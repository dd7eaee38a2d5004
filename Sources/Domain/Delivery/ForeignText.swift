extension String {
  /// What another program said, fit to be kept, logged and shown on one line: at most `limit` characters of Unicode, line
  /// breaks and tabs as blanks, and everything else that steers, or that a database does not take, as U+FFFD.
  ///
  /// Counted in scalars, since a single visible character may be made of any number of them.
  package func fromOutside(atMost limit: Int = 500) -> String {
    let room = unicodeScalars.prefix(limit)
    let isCut = room.endIndex < unicodeScalars.endIndex
    let kept = room.map { scalar -> Unicode.Scalar in
      switch scalar {
      case "\n", "\r", "\t": " "
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(kept)).harmless + (isCut ? "…" : "")
  }
}

extension SendOutcome {
  /// The outcome with the words of the other side cleaned; see ``Swift/String/fromOutside(atMost:)``.
  package var cleaned: SendOutcome {
    switch self {
    case .taken(let receipt): .taken(receipt: receipt.fromOutside())
    case .failed(let reason, let seconds): .failed(reason: reason.cleaned, retryAfterSeconds: seconds)
    case .refused(let reason): .refused(reason: reason.cleaned)
    case .unavailable(let reason): .unavailable(reason: reason.cleaned)
    }
  }
}

extension DeliveryNote {
  /// The same where its sentence is fit to be kept; else that sentence, cleaned.
  fileprivate var cleaned: DeliveryNote {
    let (sentence, clean) = (chinese, chinese.fromOutside())
    return sentence == clean ? self : .hindered(clean)
  }
}
