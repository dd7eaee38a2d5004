extension Site {
  static let observationsEndpoints: [Endpoint] = []
}
