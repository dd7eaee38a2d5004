package import Domain

/// A way to people to be set up, by the name under which it is kept.
package struct ChannelRequest: Codable, Hashable, Sendable {
  /// How a mail connection is protected.
  package enum Protection: String, Codable, Sendable, CaseIterable { case starttls, tls, none }

  /// The name, and what it is.
  package var name: String, kind: ChannelKind
  /// The address of a webhook or a robot, and the key of its signatures.
  package var url: String?, secret: String?
  /// The mail server, its port, and how the connection is protected; nil for the usual.
  package var host: String?, port: Int?, protection: Protection?
  /// The sender's address, and the mail server's user and password.
  package var from: String?, user: String?, password: String?
  /// Whether it is agreed that a password travels where others can read it.
  package var agreesToClearPassword: Bool
  /// A proxy, and a file with the certificates of an authority of the office's own.
  package var proxy: String?, caFile: String?
  /// Whether it may lead into private networks.
  package var allowsPrivate: Bool
  /// Messages a minute at most; nil for what the other side takes.
  package var perMinute: Int?
  /// After how many milliseconds it is tried again, at first and at most, and how often in all.
  package var retryFirst: Int64, retryLongest: Int64, attempts: Int

  /// A channel.
  package init(
    name: String, kind: ChannelKind, url: String? = nil, secret: String? = nil, host: String? = nil, port: Int? = nil,
    protection: Protection? = nil, from: String? = nil, user: String? = nil, password: String? = nil,
    agreesToClearPassword: Bool = false, proxy: String? = nil, caFile: String? = nil, allowsPrivate: Bool = false,
    perMinute: Int? = nil, retryFirst: Int64 = 15_000, retryLongest: Int64 = 3_600_000, attempts: Int = 80
  ) {
    (self.name, self.kind, self.url, self.secret) = (name, kind, url, secret)
    (self.host, self.port, self.protection) = (host, port, protection)
    (self.from, self.user, self.password) = (from, user, password)
    (self.agreesToClearPassword, self.proxy, self.caFile) = (agreesToClearPassword, proxy, caFile)
    (self.allowsPrivate, self.perMinute) = (allowsPrivate, perMinute)
    (self.retryFirst, self.retryLongest, self.attempts) = (retryFirst, retryLongest, attempts)
  }
}

/// The ways to people.
package struct ChannelsAnswer: Codable, Hashable, Sendable {
  /// A channel; its address and passwords are told to nobody.
  package struct Channel: Codable, Hashable, Sendable {
    /// The name, and whether it is mail, a webhook or a robot.
    package var name: String, kind: ChannelKind
    /// The mail server.
    package var host: String?
    /// How many messages a minute at most.
    package var perMinute: Int?
    /// Whether it may send into the own network.
    package var allowsPrivate: Bool

    /// A channel.
    package init(name: String, kind: ChannelKind, host: String?, perMinute: Int?, allowsPrivate: Bool) {
      (self.name, self.kind, self.host) = (name, kind, host)
      (self.perMinute, self.allowsPrivate) = (perMinute, allowsPrivate)
    }
  }

  /// The channels in use.
  package var channels: [Channel]

  /// The channels.
  package init(_ channels: [Channel]) { self.channels = channels }
}

/// The keys by which channels' addresses and passwords are sealed, by their ids, which tell nothing of the keys.
package struct KeysAnswer: Codable, Hashable, Sendable {
  /// A key of the file.
  package struct Key: Codable, Hashable, Sendable {
    /// Its id, and whether it is the one to seal with.
    package var id: String, current: Bool
  }

  /// A channel with something sealed.
  package struct Channel: Codable, Hashable, Sendable {
    /// Its name, and the id of its key; nil for what was sealed before ids were kept.
    package var name: String, key: String?
  }

  /// The file's path.
  package var file: String
  /// Its keys, the current one first; none where there is no file.
  package var keys: [Key]
  /// The channels.
  package var channels: [Channel]

  /// The keys of a file, and the channels by name with the ids of theirs.
  package init(file: String, keys: [String], channels: [(name: String, key: String?)]) {
    self.file = file
    self.keys = keys.map { Key(id: $0, current: $0 == keys.first) }
    self.channels = channels.map { Channel(name: $0.name, key: $0.key) }
  }

  /// Channels whose key is not in the file.
  package var lacking: [Channel] {
    channels.filter { channel in channel.key.map { key in !keys.contains { $0.id == key } } ?? keys.isEmpty }
  }
}
