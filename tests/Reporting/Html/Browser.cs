using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InpaintLab.Tests.Reporting.Html;

/// <summary>
/// A headless Chromium with one page, driven by its DevTools protocol as a user drives it: by pointer and keys. It writes down what the page
/// asks of the network and what goes wrong in it.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private string? _session;
    private int _id;

    private Browser(Process process, TemporaryFolder profile) => (_process, _profile) = (process, profile);

    /// <summary>What the page asked for beside files and data.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Exceptions of its script, and what the browser complained about.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens a file; the test is skipped where there is no browser.</summary>
    public static async Task<Browser> Open(string file, int width, int height, bool dark = false)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var program = Names.SelectMany(name => folders.Select(f => Path.Combine(f, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "there is no Chromium on this machine (apt-get install chromium)");
        var profile = new TemporaryFolder();
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank",
        ];
        var start = new ProcessStartInfo(program!, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        var browser = new Browser(Process.Start(start)!, profile);
        browser._process.BeginErrorReadLine();
        browser._process.BeginOutputReadLine();
        try
        {
            await browser.Connect(profile.Path);
            await browser.Send("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
            var scheme = new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" };
            await browser.Send("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(scheme) });
            await browser.Send("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
            await browser.Until("document.readyState === 'complete' && [...document.images].every(i => i.complete)");
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> Value(string expression)
    {
        var answer = await Send("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } wrong ? throw new InvalidOperationException($"{expression}: {wrong.ToJsonString()}") : answer["result"]?["value"]?.DeepClone();
    }

    /// <summary>The value as text.</summary>
    public async Task<string> Text(string expression) => $"{await Value(expression)}";

    /// <summary>The value as texts.</summary>
    public async Task<string[]> Texts(string expression) => [.. (await Value(expression))!.AsArray().Select(n => $"{n}")];

    /// <summary>Waits until an expression is true.</summary>
    public async Task Until(string expression)
    {
        var since = Stopwatch.StartNew();
        while ((await Value(expression))?.GetValue<bool>() != true)
        {
            Assert.True(since.Elapsed < Patience, $"not true within {Patience}: {expression}");
            await Task.Delay(20);
        }
    }

    /// <summary>The place of an element's part (shares of its width and height) in the window, after scrolling to it.</summary>
    public async Task<(double X, double Y)> PlaceOf(string selector, double across = 0.5, double down = 0.5)
    {
        var box = await Value(
            $"(() => {{ const e = document.querySelector({JsonSerializer.Serialize(selector)}); e.scrollIntoView({{block: 'center', behavior: 'instant'}}); "
            + "const b = e.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()");
        var numbers = box!.AsArray().Select(n => n!.GetValue<double>()).ToArray();
        return (numbers[0] + (across * numbers[2]), numbers[1] + (down * numbers[3]));
    }

    /// <summary>Clicks an element.</summary>
    public async Task Click(string selector)
    {
        var (x, y) = await PlaceOf(selector);
        await Mouse("mousePressed", x, y);
        await Mouse("mouseReleased", x, y);
    }

    /// <summary>A pointer event: mouseMoved, mousePressed, mouseReleased.</summary>
    public Task Mouse(string type, double x, double y, bool held = false) => Send("Input.dispatchMouseEvent", new JsonObject
    {
        ["type"] = type,
        ["x"] = x,
        ["y"] = y,
        ["button"] = type == "mouseMoved" && !held ? "none" : "left",
        ["buttons"] = held || type == "mousePressed" ? 1 : 0,
        ["clickCount"] = type == "mouseMoved" ? 0 : 1,
    });

    /// <summary>Presses a key.</summary>
    public async Task Press(string key, int code, string text = "")
    {
        foreach (var type in new[] { "keyDown", "keyUp" })
        {
            var parameters = new JsonObject { ["type"] = type, ["key"] = key, ["windowsVirtualKeyCode"] = code };
            if (type == "keyDown" && text.Length > 0)
                parameters["text"] = text;
            await Send("Input.dispatchKeyEvent", parameters);
        }
    }

    /// <summary>A picture of the whole page, where INPAINTLAB_FIGURES names a folder for pictures to look at.</summary>
    public async Task Photograph(string name)
    {
        if (Environment.GetEnvironmentVariable("INPAINTLAB_FIGURES") is not { Length: > 0 } folder)
            return;
        var answer = await Send("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = true });
        await File.WriteAllBytesAsync(Path.Combine(folder, name), Convert.FromBase64String(answer["data"]!.GetValue<string>()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _profile.Dispose();
    }

    private async Task Connect(string profile)
    {
        var file = Path.Combine(profile, "DevToolsActivePort");
        var since = Stopwatch.StartNew();
        string[] lines = [];
        while (lines.Length < 2)
        {
            Assert.True(since.Elapsed < Patience && !_process.HasExited, "the browser did not start");
            await Task.Delay(50);
            lines = File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
        }

        await _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), CancellationToken.None);
        var target = await Send("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await Send("Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        _session = attached["sessionId"]!.GetValue<string>();
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
            await Send($"{domain}.enable", []);
    }

    private async Task<JsonObject> Send(string method, JsonObject parameters)
    {
        var id = ++_id;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            message["sessionId"] = _session;
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var received = await Receive();
            if (received["id"]?.GetValue<int>() != id)
                Note(received);
            else if (received["error"] is { } error)
                throw new InvalidOperationException($"{method}: {error.ToJsonString()}");
            else
                return received["result"]!.AsObject();
        }
    }

    private async Task<JsonObject> Receive()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, limit.Token);
            bytes.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }

    private void Note(JsonObject message)
    {
        var parameters = message["params"];
        switch (message["method"]?.GetValue<string>())
        {
            case "Runtime.exceptionThrown":
            case "Runtime.consoleAPICalled":
            case "Log.entryAdded":
                Complaints.Add(parameters!.ToJsonString());
                break;
            case "Network.requestWillBeSent" when parameters!["request"]!["url"]!.GetValue<string>() is var url
                && !url.StartsWith("file:", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal):
                Requests.Add(url);
                break;
        }
    }
}
