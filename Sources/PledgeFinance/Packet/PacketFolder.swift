internal import Foundation
public import PortfolioCore

/// A packet on disk: written whole or not at all, and checked against its manifest.
public struct PacketFolder: Sendable {
  /// The name of the record that a later check compares with a store.
  public static let record = "packet.json"
  /// The name of the policy's file.
  public static let policy = "policy.yaml"
  /// The folder of attached documents.
  public static let attachments = "attachments"
  /// The largest file that is read.
  static let largestFile = 512 << 20

  /// The folder.
  public let path: String

  /// A packet at a path; a slash at its end does not count.
  public init(_ path: String) {
    var text = Substring(path)
    while text.count > 1, text.hasSuffix("/") { text.removeLast() }
    self.path = String(text)
  }

  /// The name under which the packet is made before it takes its place.
  public var unfinished: String {
    UnfinishedName.of(path, process: ProcessInfo.processInfo.processIdentifier)
  }

  // MARK: Writing

  /// All files with the manifest and its digest.
  public static func complete(
    _ packet: PledgePacket, files: [PacketFile], withheld: [String] = []
  ) -> [PacketFile] {
    let manifest = PacketManifest(packet, files: files, withheld: withheld).bytes
    return files + [
      PacketFile(path: PacketManifest.name, bytes: manifest),
      PacketFile(
        path: PacketManifest.digestName, bytes: Array(PacketManifest.digestLine(manifest).utf8)),
    ]
  }

  /// Writes a packet under another name and puts it in its place when it is whole. An earlier packet at that place is
  /// exchanged for it in one step; anything else that stands there is left alone.
  /// - Throws: ``ProblemList`` when something else stands there (PLG004) or the folder cannot be written (OUT002).
  public func write(_ files: [PacketFile]) throws {
    let isReplacing = try checkPlace()
    removeStale()
    let temporary = unfinished
    do {
      try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
      for file in files {
        guard PacketPath.isSafe(file.path) else { throw CocoaError(.fileWriteInvalidFileName) }
        let target = URL(fileURLWithPath: temporary).appendingPathComponent(file.path)
        if file.path.contains("/") {
          try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        try Data(file.bytes).write(to: target)
      }
      try PacketFolder.move(temporary, to: path, isReplacing: isReplacing)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw unwritable
    }
    // After an exchange the earlier packet bears the temporary name.
    if isReplacing { try? FileManager.default.removeItem(atPath: temporary) }
  }

  private static func move(_ source: String, to target: String, isReplacing: Bool) throws {
    guard !isReplacing else { return try exchange(source, target) }
    guard rename(source, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Lets two folders change their names: in one step where the system can, else in two, and back where the second
  /// fails.
  private static func exchange(_ source: String, _ target: String) throws {
    #if os(Linux)
      typealias Rename =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
      // The C library has it, its Swift overlay does not show it. 2 is RENAME_EXCHANGE.
      if let found = dlsym(nil, "renameat2") {
        let renameBoth = unsafeBitCast(found, to: Rename.self)
        if renameBoth(AT_FDCWD, source, AT_FDCWD, target, 2) == 0 { return }
      }
    #endif
    let aside = source + ".old"
    guard rename(target, aside) == 0 else { throw CocoaError(.fileWriteUnknown) }
    guard rename(source, target) == 0 else {
      rename(aside, target)
      throw CocoaError(.fileWriteUnknown)
    }
    rename(aside, source)
  }

  /// Whether an earlier packet stands at the place.
  private func checkPlace() throws -> Bool {
    guard let type = PacketFolder.type(of: path) else { return false }
    // Somebody's own file in a packet's folder would go with it.
    if type == .typeDirectory, let manifest = try? manifest(),
      contents().subtracting(PacketFolder.paths(manifest)).isEmpty
    {
      return true
    }
    if type == .typeDirectory,
      let names = try? FileManager.default.contentsOfDirectory(atPath: path), names.isEmpty,
      (try? FileManager.default.removeItem(atPath: path)) != nil
    {
      return false
    }
    throw ProblemList(
      Problem(
        .pledgeNotAPacket, at: Place(file: path), zh: "这里已有别的内容，不是（或不只是）材料包，未作任何改动",
        en: "What stands here is no packet, or more than a packet; it was left untouched",
        remedy: BilingualText(zh: "换一个 --output 文件夹", en: "Choose another folder for --output")))
  }

  /// Removes what a program that was killed while writing this packet left behind.
  private func removeStale() {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard let process = UnfinishedName.process(name, of: url.lastPathComponent),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  private var unwritable: ProblemList {
    ProblemList(
      Problem(
        .unwritableFile, at: Place(file: path), zh: "无法写入材料包", en: "The packet cannot be written",
        remedy: BilingualText(
          zh: "检查上级文件夹是否存在、是否有写权限、磁盘是否已满",
          en: "Check that the folder above exists, may be written to, and has room")))
  }

  // MARK: Reading

  /// The kind of a file without following links; nil where there is none.
  static func type(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  /// A regular file of the packet.
  /// - Throws: ``ProblemList`` when it is missing, is a link, or is too large (PLG007).
  public func file(_ name: String) throws -> [UInt8] {
    let full = path + "/" + name
    let attributes = try? FileManager.default.attributesOfItem(atPath: full)
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      (attributes?[.size] as? Int ?? 0) <= PacketFolder.largestFile,
      let data = try? Data(contentsOf: URL(fileURLWithPath: full))
    else {
      throw unreadable(
        name, zh: "没有这个文件，或它不是普通文件", en: "The file is not there, or is no plain file")
    }
    return Array(data)
  }

  private func unreadable(_ name: String, zh: String, en: String) -> ProblemList {
    ProblemList(
      Problem(
        .packetUnreadable, at: Place(file: path + "/" + name), zh: zh, en: en,
        remedy: BilingualText(zh: "向出具方索取完整的材料包", en: "Ask whoever made it for the whole packet")))
  }

  /// The manifest.
  /// - Throws: ``ProblemList`` when it cannot be read (PLG007).
  public func manifest() throws -> PacketManifest {
    if let reason = noPacket { throw reason }
    guard let manifest = try? PacketJSON.decode(PacketManifest.self, file(PacketManifest.name)),
      manifest.format == PacketManifest.format, manifest.version == 1
    else {
      throw unreadable(
        PacketManifest.name, zh: "不是材料包的清单", en: "This is no manifest of a packet")
    }
    return manifest
  }

  /// The record. Where parts of it are withheld, amounts that are not there read as nothing; the manifest says what is
  /// withheld.
  /// - Throws: ``ProblemList`` when it cannot be read (PLG007).
  public func packet() throws -> PledgePacket {
    let hidesAmounts = try manifest().withheld.contains("amounts")
    do {
      let bytes = try file(PacketFolder.record)
      guard hidesAmounts else { return try PacketJSON.decode(PledgePacket.self, bytes) }
      let tree = try PacketJSON.decode(JSONTree.self, bytes)
      let head = try PacketJSON.decode(RecordHead.self, bytes).head
      return try PacketJSON.decode(
        PledgePacket.self, PacketJSON.encode(tree.withStandIns(head.currency)))
    } catch {
      throw unreadable(PacketFolder.record, zh: "无法读取材料包的记录", en: "The record of the packet cannot be read")
    }
  }

  /// The head of a record alone.
  private struct RecordHead: Codable {
    let head: PledgePacket.Head
  }

  /// Why what stands here cannot be a packet at all; nil where there is a file of the manifest's name.
  private var noPacket: ProblemList? {
    func no(_ zh: String, _ en: String, _ remedyZh: String, _ remedyEn: String) -> ProblemList {
      ProblemList(
        Problem(
          .packetUnreadable, at: Place(file: path), zh: zh, en: en,
          remedy: BilingualText(zh: remedyZh, en: remedyEn)))
    }
    if PacketFolder.type(of: path) == .typeRegular {
      return no(
        "这是文件，不是材料包的文件夹", "This is a file, not the folder of a packet", "ZIP 请先解压，再给出其中的文件夹",
        "Unpack a ZIP first, and name the folder in it")
    }
    let names = contents()
    if names.isEmpty {
      return no(
        "这个文件夹是空的，不是材料包", "This folder is empty: it is no packet", "检查路径；向出具方索取完整的材料包",
        "Check the path, or ask whoever made it for the whole packet")
    }
    if !names.contains(PacketManifest.name) {
      return no(
        "这个文件夹里没有 \(PacketManifest.name)：不是材料包，或清单已被取走",
        "There is no \(PacketManifest.name) in this folder: it is no packet, or its manifest was taken away",
        "检查路径；向出具方索取完整的材料包", "Check the path, or ask whoever made it for the whole packet")
    }
    return nil
  }

  /// Every difference between the files and the manifest, between the manifest and its own digest, and between both and
  /// what the record says of them; empty when no byte has changed since the packet was made.
  /// - Throws: ``ProblemList`` when there is no manifest that can be read (PLG007).
  public func verify() throws -> [Problem] {
    if let reason = noPacket { throw reason }
    let bytes = try file(PacketManifest.name)
    let manifest = try manifest()
    var problems: [Problem] = []
    func altered(_ name: String, _ zh: String, _ en: String) {
      problems.append(
        Problem(
          .packetAltered, at: Place(file: path + "/" + name), zh: zh, en: en,
          remedy: BilingualText(
            zh: "不要依据这个材料包；向出具方索取原件", en: "Do not rely on this packet; ask whoever made it for the original"))
      )
    }
    let line = (try? file(PacketManifest.digestName)) ?? []
    if line != Array(PacketManifest.digestLine(bytes).utf8) || bytes != manifest.bytes {
      altered(PacketManifest.name, "清单与其摘要不符", "The manifest differs from its digest")
    }
    for entry in manifest.files {
      guard PacketPath.isSafe(entry.path) else {
        altered(PacketManifest.name, "清单指向文件夹之外", "The manifest points out of the folder")
        continue
      }
      guard let found = try? file(entry.path) else {
        altered(entry.path, "缺少这个文件", "The file is missing")
        continue
      }
      if found.count != entry.size || SHA256Digest(of: found).hex != entry.sha256 {
        altered(entry.path, "内容与清单不符", "The contents differ from the manifest")
      }
    }
    for extra in contents().subtracting(PacketFolder.paths(manifest)).sorted() {
      altered(extra, "清单中没有这个文件", "The manifest does not list this file")
    }
    // A file that differs from the manifest has been told; the record would only say so again.
    guard problems.isEmpty, let record = try? packet() else { return problems }
    for found in RecordedFiles(record: record, manifest: manifest).differences {
      altered(found.name, found.zh, found.en)
    }
    return problems
  }

  /// The paths of all files that a manifest knows, itself among them.
  private static func paths(_ manifest: PacketManifest) -> Set<String> {
    Set(manifest.files.map(\.path) + [PacketManifest.name, PacketManifest.digestName])
  }

  /// The paths of all files within, links among them.
  private func contents() -> Set<String> {
    var found: Set<String> = []
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    where PacketFolder.type(of: path + "/" + name) != .typeDirectory {
      found.insert(name)
    }
    return found
  }
}
