import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// A kill while a packet is written leaves the earlier packet, or none.
@Suite struct PacketKillTests {
  private static let pieces = 60

  /// A packet of many files, each a megabyte of one byte.
  private static func files(_ byte: UInt8) throws -> [PacketFile] {
    let fixture = try PledgeFixture()
    var packet = try fixture.packet(PledgeFixture.request(["A-3"], amount: 1000))
    packet.head.portfolio = "\(byte)"
    var files = (0..<pieces).map { index in
      PacketFile(path: "part-\(index)", bytes: [UInt8](repeating: byte, count: 1 << 20))
    }
    files.append(PacketFile(path: PacketFolder.record, bytes: try PacketJSON.encode(packet)))
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50").header.file.text
    files.append(PacketFile(path: PacketFolder.policy, bytes: Array(policy.utf8)))
    return PacketFolder.complete(packet, files: files)
  }

  /// The child kills itself as soon as its unfinished folder holds so many files.
  @Test(arguments: [1, 30, 62], [false, true])
  func theEarlierPacketStands(count: Int, hasEarlier: Bool) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("packet")
    if hasEarlier { try PacketFolder(path).write(PacketKillTests.files(1)) }
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, count = count as Int] in
      let packet = PacketFolder(path)
      let files = try PacketKillTests.files(2)
      Thread.detachNewThread {
        while true {
          let names = (try? FileManager.default.contentsOfDirectory(atPath: packet.unfinished)) ?? []
          if names.count >= count { kill(getpid(), SIGKILL) }
        }
      }
      try packet.write(files)
      // Written whole before the other thread looked: as good as a kill right after.
      kill(getpid(), SIGKILL)
    }
    let packet = PacketFolder(path)
    if FileManager.default.fileExists(atPath: path) {
      #expect(try packet.verify().isEmpty, "half a packet")
    } else {
      #expect(!hasEarlier, "the earlier packet is gone")
    }
    // The next packet clears up what the killed program left.
    try packet.write(PacketKillTests.files(3))
    #expect(try packet.verify().isEmpty)
    #expect(try packet.packet().head.portfolio == "3")
    let left = try FileManager.default.contentsOfDirectory(
      atPath: (path as NSString).deletingLastPathComponent)
    #expect(left == ["packet"])
  }
}
