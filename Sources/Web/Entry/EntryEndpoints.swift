extension Site {
  static let entryEndpoints: [Endpoint] = []
}
