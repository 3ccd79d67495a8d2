internal import CLibCrypto

/// A SHA-256 digest, from the system's libcrypto.
public struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// The digest of some bytes.
  public init(of data: some Sequence<UInt8>) {
    var hasher = SHA256Hasher()
    let done: Void? = data.withContiguousStorageIfAvailable { hasher.update(UnsafeRawBufferPointer($0)) }
    if done == nil {
      Array(data).withUnsafeBytes { hasher.update($0) }
    }
    self = hasher.finish()
  }

  /// The digest of a text's UTF-8 bytes.
  public init(of text: String) { self.init(of: text.utf8) }

  fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

  /// 64 hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 64) { buffer in
      for (index, byte) in bytes.enumerated() {
        buffer[index * 2] = digits[Int(byte >> 4)]
        buffer[index * 2 + 1] = digits[Int(byte & 15)]
      }
      return 64
    }
  }

  /// The hexadecimal digits.
  public var description: String { hex }
}

/// Computes a SHA-256 digest piece by piece.
public struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer?

  /// A hasher that has seen nothing.
  public init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in some bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Takes in a text's UTF-8 bytes.
  public mutating func update(_ text: String) {
    var copy = text
    copy.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of everything taken in. The hasher must not be used afterwards.
  public mutating func finish() -> SHA256Digest {
    var result = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &result, nil)
    return SHA256Digest(bytes: result)
  }
}
