import PortfolioCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Bytes that do not change once made, shared by all walks over a file.
///
/// Sixteen zero bytes follow the last one, so that eight bytes can be loaded at any position.
final class FileBytes: @unchecked Sendable {
  let start: UnsafePointer<UInt8>
  let count: Int
  private let storage: UnsafeMutablePointer<UInt8>

  /// Takes over what a byte buffer released: `count` bytes, with room for the padding after them.
  init(adopting storage: UnsafeMutablePointer<UInt8>, count: Int) {
    (storage + count).update(repeating: 0, count: FileBytes.padding)
    self.storage = storage
    self.start = UnsafePointer(storage)
    self.count = count
  }

  convenience init(_ bytes: [UInt8]) {
    var buffer = ByteBuffer(capacity: bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { buffer.append(start, bytes.count) }
    }
    let (storage, count) = buffer.release()
    self.init(adopting: storage, count: count)
  }

  deinit { free(storage) }

  static let padding = 16

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Whether the bytes begin with a text.
  func begins(with text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Reads a whole file. One read, not a mapping: a mapped file that another program shortens ends this one.
  static func load(path: String, name: String, limits: ReadLimits) throws -> FileBytes {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw ProblemList(cannotRead(name, errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw ProblemList(cannotRead(name, errno)) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw ProblemList(cannotRead(name, EISDIR)) }
    let expected = Int(status.st_size)
    guard expected <= limits.fileBytes else { throw ProblemList(.fileTooLarge(name, limits)) }

    // One byte more than expected, so that a plain file ends without a second allocation.
    var output = ByteBuffer(capacity: max(expected + 1, 1 << 16))
    while true {
      output.reserve(1)
      let got = read(descriptor, output.base + output.count, output.capacity - output.count)
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw ProblemList(cannotRead(name, errno))
      }
      output.count += got
      guard output.count <= limits.fileBytes else { throw ProblemList(.fileTooLarge(name, limits)) }
    }
    return output.finish()
  }

  private static func cannotRead(_ name: String, _ code: Int32) -> Problem {
    let place = Place(file: name)
    switch code {
    case ENOENT:
      return Problem(
        .unreadableFile, at: place, zh: "找不到该文件", en: "there is no such file",
        remedy: BilingualText(zh: "请检查路径和文件名。", en: "Check the path and the file's name."))
    case EACCES, EPERM:
      return Problem(
        .unreadableFile, at: place, zh: "没有读取该文件的权限", en: "no permission to read the file",
        remedy: BilingualText(
          zh: "请修改文件权限，或把文件复制到自己的文件夹。", en: "Change its permissions, or copy it to a folder of yours."))
    case EISDIR:
      return Problem(
        .unreadableFile, at: place, zh: "这是一个文件夹，不是文件", en: "this is a folder, not a file",
        remedy: BilingualText(zh: "请指定文件夹中的具体文件。", en: "Name a file inside the folder."))
    default:
      let reason = String(cString: strerror(code))
      return Problem(
        .unreadableFile, at: place, zh: "读取文件失败（\(reason)）", en: "the file cannot be read (\(reason))",
        remedy: BilingualText(zh: "请确认磁盘可用，然后重试。", en: "Make sure the disk is there, then try again."))
    }
  }
}

/// A buffer of plain values that grows; it becomes a file's bytes, or is reused from row to row.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  var count = 0

  init(capacity: Int) {
    let capacity = max(capacity, 16)
    self.capacity = capacity
    base = GrowingBuffer.room(nil, capacity)
  }

  deinit { free(base) }

  private static func room(_ old: UnsafeMutablePointer<Element>?, _ capacity: Int) -> UnsafeMutablePointer<
    Element
  > {
    let size = capacity * MemoryLayout<Element>.stride + FileBytes.padding
    guard let memory = realloc(old, size) else { preconditionFailure("out of memory") }
    return memory.bindMemory(to: Element.self, capacity: capacity)
  }

  /// Makes room for some more.
  mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    base = GrowingBuffer.room(base, capacity)
  }

  @inline(__always) mutating func append(_ element: Element) {
    if count == capacity { reserve(1) }
    base[count] = element
    count += 1
  }

  @inline(__always) mutating func append(_ from: UnsafePointer<Element>, _ length: Int) {
    reserve(length)
    memcpy(base + count, from, length * MemoryLayout<Element>.stride)
    count += length
  }
}

typealias ByteBuffer = GrowingBuffer<UInt8>

extension GrowingBuffer where Element == UInt8 {
  /// The bytes so far as a file's bytes.
  consuming func finish() -> FileBytes {
    let (storage, count) = release()
    return FileBytes(adopting: storage, count: count)
  }

  /// The memory and how much of it is filled; whoever takes it frees it.
  consuming func release() -> (storage: UnsafeMutablePointer<UInt8>, count: Int) {
    let storage = base
    let filled = count
    discard self
    return (storage, filled)
  }

  /// U+FFFD, the sign for what could not be read.
  mutating func appendReplacement() {
    append(0xEF)
    append(0xBF)
    append(0xBD)
  }
}
