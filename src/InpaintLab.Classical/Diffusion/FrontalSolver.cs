using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// Factorises and solves a system front by front: children before their parent, subtrees on several threads, and what lies above them
/// with several threads inside each front. The order of additions does not depend on the number of threads.
/// </summary>
/// <param name="system">The matrix.</param>
/// <param name="tree">Its fronts.</param>
/// <param name="work">Threads, progress and cancellation.</param>
internal sealed class FrontalSolver(BiharmonicSystem system, EliminationTree tree, ClassicalWork work)
{
    // Threads that are done early find another one.
    private const int SubtreesPerThread = 8;
    private const int StripsWorthThreads = 32;

    private readonly Lock _telling = new();
    private readonly ParallelOptions _parallel = new()
    {
        MaxDegreeOfParallelism = Math.Max(1, work.Threads),
        CancellationToken = work.Stop,
    };
    private int _done;

    /// <summary>Finds out what the factors touch, before <see cref="Solve"/>.</summary>
    /// <returns>About how many bytes it will take; more than there can be where a single front would be larger than an array.</returns>
    public long Plan()
    {
        var places = NewPlaces();
        var (sum, largest) = (0L, 0L);
        foreach (var front in tree.Fronts)
        {
            work.Stop.ThrowIfCancellationRequested();
            var (factor, handedOn) = front.Plan(system, places);
            if (Math.Max(factor, handedOn) > Array.MaxLength)
                return long.MaxValue;
            (sum, largest) = (sum + factor, Math.Max(largest, handedOn));
        }

        // At the top, what two children handed on stands beside what their parent will hand on.
        return sizeof(double) * (sum + (3 * largest));
    }

    /// <summary>Solves in place; <see cref="Plan"/> comes before.</summary>
    /// <param name="right">By unknown: the right-hand side, and then the solution.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Solve(Vector256<double>[] right)
    {
        var (subtrees, top) = Cut();
        Parallel.ForEach(subtrees, _parallel, NewPlaces, (subtree, _, places) =>
        {
            foreach (var front in ChildrenFirst(subtree))
                Factorise(front, places, Alone);
            return places;
        }, _ => { });
        var scratch = NewPlaces();
        foreach (var front in top)
            Factorise(front, scratch, Together);

        foreach (var front in tree.Fronts)
            front.Forward(right);
        foreach (var front in tree.Fronts.Reverse())
            front.Backward(right);
    }

    private static IEnumerable<Front> ChildrenFirst(Front root) => root.Children.SelectMany(ChildrenFirst).Append(root);

    private static void Alone(int from, int to, Action<int> body)
    {
        for (var i = from; i < to; i++)
            body(i);
    }

    // Splits the heaviest trees until there are enough; what was split comes after its parts.
    private (List<Front> Subtrees, List<Front> Top) Cut()
    {
        var queue = new PriorityQueue<Front, int>(tree.Roots.Select(root => (root, -root.Weight)));
        var top = new List<Front>();
        var (whole, wanted) = (new List<Front>(), work.Threads <= 1 ? 0 : work.Threads * SubtreesPerThread);
        while (queue.Count > 0 && whole.Count + queue.Count < wanted)
        {
            var heaviest = queue.Dequeue();
            if (heaviest.Children.Count == 0)
            {
                whole.Add(heaviest);
                continue;
            }

            top.Add(heaviest);
            foreach (var child in heaviest.Children)
                queue.Enqueue(child, -child.Weight);
        }

        while (queue.TryDequeue(out var front, out _))
            whole.Add(front);
        top.Reverse();
        return (whole, top);
    }

    private int[] NewPlaces()
    {
        var places = new int[system.Count];
        Array.Fill(places, -1);
        return places;
    }

    private void Factorise(Front front, int[] places, Action<int, int, Action<int>> loop)
    {
        work.Stop.ThrowIfCancellationRequested();
        front.Factorise(system, places, loop);
        lock (_telling)
        {
            _done += front.End - front.First;
            work.Progress?.Report((double)_done / (system.Count + 1));
        }
    }

    private void Together(int from, int to, Action<int> body)
    {
        if (to - from < StripsWorthThreads)
            Alone(from, to, body);
        else
            Parallel.For(from, to, _parallel, body);
    }
}
