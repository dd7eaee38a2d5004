internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// How long a connection may take to agree on its encryption: ``Patience`` begins only once there is something to read. Who opens
/// connections and never ends the handshake must not take what others need.
struct PatientTLS: ServerChildChannel {
  private let inner: HTTP2UpgradeChannel
  private let limit: TimeAmount

  init(_ inner: HTTP2UpgradeChannel, within limit: TimeAmount = .seconds(10)) {
    (self.inner, self.limit) = (inner, limit)
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
    let limit = limit
    return inner.setup(channel: channel, logger: logger).flatMapThrowing { value in
      let pipeline = channel.pipeline.syncOperations
      // Right behind the encryption: what comes after it keeps the news of the handshake to itself.
      try pipeline.addHandler(
        HandshakePatience(limit), position: .after(try pipeline.handler(type: NIOSSLServerHandler.self)))
      return value
    }
  }

  func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
    await inner.handle(value: value, logger: logger)
  }
}

/// Closes a connection whose handshake does not end in time.
final class HandshakePatience: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  private let limit: TimeAmount
  private var timer: Scheduled<Void>?

  init(_ limit: TimeAmount) { self.limit = limit }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent { timer?.cancel() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }
}
