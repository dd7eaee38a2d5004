package import Domain

/// What somebody types to sign in.
package struct SignInRequest: Sendable {
  /// The account, its password, and the code where there is a second factor: of now, or a recovery code.
  package var account: String, password: String, code: String?
  /// What an earlier sign-in left with the device; nil for nothing.
  package var device: String?

  /// An attempt.
  package init(account: String, password: String, code: String? = nil, device: String? = nil) {
    (self.account, self.password, self.code, self.device) = (account, password, code, device)
  }
}

/// That somebody is signed in. It holds secrets: it is shown to nobody and kept where only its owner reads.
package struct SignedInAnswer: Codable, Hashable, Sendable {
  /// Whose account.
  package var account: String
  /// How far it goes.
  package var stage: SessionStage
  /// The session's secret, and the device's, for the next time.
  package var session: String, device: String
  /// The same without them, in a sentence.
  package var message: String

  /// Somebody.
  package init(account: String, stage: SessionStage, session: String, device: String, message: String) {
    (self.account, self.stage, self.session, self.device) = (account, stage, session, device)
    self.message = message
  }
}

/// A second factor that is being set up: shown once.
package struct FactorAnswer: Codable, Hashable, Sendable {
  /// The secret as it is typed, and as the picture says it (`otpauth://…`).
  package var typed: String, address: String

  /// One.
  package init(typed: String, address: String) { (self.typed, self.address) = (typed, address) }
}

/// That a second factor stands, with its recovery codes: shown once.
package struct FactorSetAnswer: Codable, Hashable, Sendable {
  /// The codes.
  package var recoveryCodes: [String]
  /// The session that goes on.
  package var signedIn: SignedInAnswer

  /// One.
  package init(recoveryCodes: [String], signedIn: SignedInAnswer) {
    (self.recoveryCodes, self.signedIn) = (recoveryCodes, signedIn)
  }
}

/// A password that was drawn for somebody: shown once.
package struct DrawnPasswordAnswer: Codable, Hashable, Sendable {
  /// Whose, and the password.
  package var account: String, password: String
  /// What to do with it.
  package var message: String

  /// One.
  package init(account: String, password: String, message: String) {
    (self.account, self.password, self.message) = (account, password, message)
  }
}

/// Who is signed in.
package struct SessionsAnswer: Codable, Hashable, Sendable {
  /// One session.
  package struct Session: Codable, Hashable, Sendable {
    /// Its number, whose it is, and how far it goes.
    package var id: Int64, account: String, stage: SessionStage
    /// From where and by what.
    package var address: String, agent: String
    /// Since when, last used when, and when it is over in any case; in Asia/Shanghai.
    package var since: String, seen: String, until: String
    /// Whether it is the one that asks.
    package var isOwn: Bool

    /// One.
    package init(
      id: Int64, account: String, stage: SessionStage, address: String, agent: String, since: Instant, seen: Instant,
      until: Instant, isOwn: Bool
    ) {
      (self.id, self.account, self.stage) = (id, account, stage)
      (self.address, self.agent, self.isOwn) = (address, agent, isOwn)
      (self.since, self.seen, self.until) = (since.description, seen.description, until.description)
    }
  }

  /// The latest first.
  package var sessions: [Session]

  /// Some sessions.
  package init(_ sessions: [Session]) { self.sessions = sessions }
}

/// A provider of sign-on (统一认证) to be set.
package struct ProviderRequest: Codable, Hashable, Sendable {
  /// Its name for itself, what it knows us by, the secret it gave us, and where it sends people back to.
  package var issuer: String, client: String, secret: String?, back: String
  /// Whether its addresses may be http, as in a trial on this machine.
  package var allowsClear: Bool

  /// A provider.
  package init(issuer: String, client: String, secret: String?, back: String, allowsClear: Bool) {
    (self.issuer, self.client, self.secret) = (issuer, client, secret)
    (self.back, self.allowsClear) = (back, allowsClear)
  }
}

/// A token to be made.
package struct TokenRequest: Codable, Hashable, Sendable {
  /// What it is called, so that it can be taken back.
  package var name: String
  /// Whether it only asks.
  package var readsOnly: Bool
  /// Of which department alone, by code or name, and in which division; nil for as far as the account reaches.
  package var department: String?, division: String?
  /// For how many days.
  package var days: Int

  /// A token.
  package init(
    name: String, readsOnly: Bool, department: String? = nil, division: String? = nil,
    days: Int = AccessLimits.usualTokenDays
  ) {
    (self.name, self.readsOnly, self.days) = (name, readsOnly, days)
    (self.department, self.division) = (department, division)
  }
}

/// Tokens in use.
package struct TokensAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Token: Codable, Hashable, Sendable {
    /// Whose, and what it is called.
    package var account: String, name: String
    /// Whether it only asks, and what it may in words.
    package var readsOnly: Bool, scope: String
    /// Since when, until when, and last used when, in Asia/Shanghai.
    package var since: String, until: String, used: String?

    /// One.
    package init(
      account: String, name: String, scope: TokenScope, since: Instant, until: Instant, used: Instant?
    ) {
      (self.account, self.name, self.readsOnly, self.scope) = (account, name, scope.readsOnly, scope.chinese)
      (self.since, self.until, self.used) = (since.description, until.description, used?.description)
    }
  }

  /// By account and name.
  package var tokens: [Token]

  /// Some tokens.
  package init(_ tokens: [Token]) { self.tokens = tokens }
}

/// A token that was made: its secret is shown once.
package struct TokenMadeAnswer: Codable, Hashable, Sendable {
  /// The token, and its secret.
  package var token: TokensAnswer.Token, secret: String
  /// What to do with it.
  package var message: String

  /// One.
  package init(_ token: TokensAnswer.Token, secret: String, message: String) {
    (self.token, self.secret, self.message) = (token, secret, message)
  }
}
