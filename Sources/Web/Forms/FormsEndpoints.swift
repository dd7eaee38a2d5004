extension Site {
  static let formsEndpoints: [Endpoint] = []
}
