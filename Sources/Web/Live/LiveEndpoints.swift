extension Site {
  static let liveEndpoints: [Endpoint] = []
}
