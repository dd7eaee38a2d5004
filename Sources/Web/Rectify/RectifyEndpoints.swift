extension Site {
  static let rectifyEndpoints: [Endpoint] = []
}
