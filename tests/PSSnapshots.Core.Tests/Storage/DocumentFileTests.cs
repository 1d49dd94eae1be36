using System.IO.Compression;
using System.Text;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public sealed class DocumentFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pssnapshots-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("run.json")]
    [InlineData("run.json.gz")]
    [InlineData("RUN.JSON.GZ")]
    public void Written_document_is_read_back(string name)
    {
        var content = Noise(300_000);

        DocumentFile.Write(PathOf(name), stream => stream.Write(content));

        Assert.Equal(content, DocumentFile.Read(PathOf(name)));
    }

    [Fact]
    public void A_name_that_ends_in_gz_is_a_gzip_file()
    {
        DocumentFile.Write(PathOf("a.gz"), stream => stream.Write("text"u8));

        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(PathOf("a.gz")), CompressionMode.Decompress));
        Assert.Equal("text", unpacked.ReadToEnd());
    }

    [Fact]
    public void Compressed_file_is_detected_by_content_and_not_by_name()
    {
        DocumentFile.Write(PathOf("a.gz"), stream => stream.Write("text"u8));
        File.Move(PathOf("a.gz"), PathOf("a.json"));

        Assert.Equal("text", Encoding.UTF8.GetString(DocumentFile.Read(PathOf("a.json"))));
    }

    [Fact]
    public void Compressed_file_with_several_members_is_read_completely()
    {
        using (var file = File.Create(PathOf("a.gz")))
        {
            foreach (var piece in new[] { "one, ", "two, ", "three" })
            {
                using var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
                packed.Write(Encoding.UTF8.GetBytes(piece));
            }
        }

        Assert.Equal("one, two, three", Encoding.UTF8.GetString(DocumentFile.Read(PathOf("a.gz"))));
    }

    [Theory]
    [InlineData("a.json")]
    [InlineData("a.json.gz")]
    public void A_document_of_just_the_limit_is_read_and_one_byte_more_is_not(string name)
    {
        DocumentFile.Write(PathOf(name), stream => stream.Write(Noise(10_000)));

        Assert.Equal(10_000, DocumentFile.Read(PathOf(name), maxBytes: 10_000).Length);
        var failure = Assert.Throws<DocumentTooLargeException>(() => DocumentFile.Read(PathOf(name), maxBytes: 9_999));

        Assert.Equal((10_000, 9_999), (failure.Length, failure.MaxBytes));
        Assert.Contains(PathOf(name), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decompression_stops_at_the_limit()
    {
        DocumentFile.Write(PathOf("a.gz"), stream => stream.Write(new byte[50_000_000]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<DocumentTooLargeException>(() => DocumentFile.Read(PathOf("a.gz"), maxBytes: 1_000_000));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3_000_000);
    }

    [Fact]
    public void Wrong_length_in_a_compressed_file_is_ignored()
    {
        DocumentFile.Write(PathOf("a.gz"), stream => stream.Write("text"u8));
        var bytes = File.ReadAllBytes(PathOf("a.gz"));
        bytes.AsSpan(bytes.Length - 4).Fill(0x7F);
        File.WriteAllBytes(PathOf("a.gz"), bytes);

        Assert.Throws<InvalidDataException>(() => DocumentFile.Read(PathOf("a.gz")));
    }

    [Fact]
    public void Truncated_compressed_file_returns_the_content_before_the_cut()
    {
        var content = Noise(500);
        DocumentFile.Write(PathOf("a.gz"), stream => stream.Write(content));
        var bytes = File.ReadAllBytes(PathOf("a.gz"));
        for (var length = 3; length < bytes.Length; length++)
        {
            File.WriteAllBytes(PathOf("cut.gz"), bytes[..length]);
            Assert.True(content.AsSpan().StartsWith(DocumentFile.Read(PathOf("cut.gz"))));
        }
    }

    [Fact]
    public void Damaged_compressed_file_returns_no_content_that_was_not_in_it()
    {
        var content = Noise(500);
        DocumentFile.Write(PathOf("a.gz"), stream => stream.Write(content));
        var bytes = File.ReadAllBytes(PathOf("a.gz"));
        // The header, ten bytes, tells of the file's name and time; what follows is the content and its checksum.
        for (var place = 10; place < bytes.Length; place++)
        {
            bytes[place] ^= 0x11;
            File.WriteAllBytes(PathOf("damaged.gz"), bytes);
            byte[] read = [];
            if (Record.Exception(() => read = DocumentFile.Read(PathOf("damaged.gz"))) is { } failure) Assert.IsType<InvalidDataException>(failure);
            Assert.True(content.AsSpan().StartsWith(read));
            bytes[place] ^= 0x11;
        }
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x1F })]
    [InlineData(new byte[] { 0x1F, 0x8B })]
    public void File_too_short_to_be_compressed_is_returned_unchanged(byte[] content)
    {
        File.WriteAllBytes(PathOf("a.json"), content);

        Assert.Equal(content, DocumentFile.Read(PathOf("a.json")));
    }

    [Fact]
    public void A_file_without_a_length_of_its_own_is_read()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("/proc is Linux's.");

        Assert.Equal(File.ReadAllBytes("/proc/self/cmdline"), DocumentFile.Read("/proc/self/cmdline"));
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
