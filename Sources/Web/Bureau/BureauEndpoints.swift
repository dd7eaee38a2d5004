extension Site {
  static let bureauEndpoints: [Endpoint] = []
}
