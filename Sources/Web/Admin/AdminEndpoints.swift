extension Site {
  static let adminEndpoints: [Endpoint] = []
}
