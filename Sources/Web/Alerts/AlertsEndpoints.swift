extension Site {
  static let alertsEndpoints: [Endpoint] = []
}
