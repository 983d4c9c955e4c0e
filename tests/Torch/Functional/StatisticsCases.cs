using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>The cases of reductions, order, linear algebra and spectra of tests/Parity/nn/operators_golden.py, outputs in its order.</summary>
internal static class StatisticsCases
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor[]>> All = new()
    {
        ["reductions"] = x =>
        [
            x[0].sum(), x[0].sum([0, 1], true), x[0].mean([1]), x[0].prod(), x[0].prod(1L), x[0].var(1, false), x[0].var(), x[0].std(0L),
            x[0].std([0, 1]), .. Both(x[0].var_mean([1])), .. Both(x[0].std_mean([0, 1], false)), x[0].max(), .. Both(x[0].max(1)), x[0].min(),
            .. Both(x[0].min(0, true)), .. Both(x[0].detach().aminmax(1)), x[0].argmax(), x[0].argmax(1), x[0].argmin(), x[0].argmin(0),
            x[0].norm(3f), x[0].norm(1, true), x[0].logsumexp(1), x[0].median(), x[0].quantile(tensor(new[] { 0.2, 0.7 }), 1), x[0].cumsum(1),
            x[0].cumprod(0), x[0].logcumsumexp(1), .. Both(x[0].cummax(1)), .. Both(x[0].cummin(1)), x[0].amax([0, 1]), x[0].amin([1]),
            x[0].gt(0).all(), x[0].gt(0).any(1), x[0].dist(x[0] * 2, 3), x[0].nansum(),
        ],
        ["sorting"] = x =>
        [
            .. Both(x[0].sort(1, true)), x[0].argsort(0), x[0].msort(), .. Both(x[0].topk(2, 1)), .. Both(x[0].kthvalue(2, 1)),
            x[0].detach().histc(4, -2, 2), x[0].detach().bucketize(tensor(new[] { -1.0, 0, 1 })),
        ],
        ["counts"] = x =>
        {
            var (output, inverse, counts) = x[0].unique(return_inverse: true, return_counts: true);
            return [x[0].bincount(null), output, inverse!, counts!, x[0].mode().values, F.one_hot(x[0], 5)];
        },
        ["products"] = x =>
        [
            x[0].matmul(x[0]), x[0][0].mm(x[0][1]), x[0][0].mv(x[1][0]), x[1][0].dot(x[1][1]), x[1].inner(x[1]), outer(x[1][0], x[1][1]),
            x[0].bmm(x[0]), x[0][0].addmm(x[0][0], x[0][1], 0.5f, 2), x[1][0].addmv(x[0][0], x[1][1]), x[0][0].addr(x[1][0], x[1][1]),
            x[0].baddbmm(x[0], x[0], 0.5f), x[0][0].addbmm(x[0], x[0]), x[1].kron(x[1]), x[0].tensordot(x[0], [0, 1], [0, 2]), x[0][0].trace(),
            x[0].det(), x[0].logdet(), x[0].inverse(), x[0].matrix_power(2), x[0].matrix_exp(), linalg.cross(x[1], x[1].flip(0)),
            linalg.vecdot(x[1], x[1]),
        ],
        ["solvers"] = x =>
        [
            linalg.inv(x[0]), linalg.solve(x[0], x[1]), linalg.pinv(x[0]), linalg.matrix_rank(x[0]), linalg.matrix_norm(x[0]),
            linalg.matrix_norm(x[0], 1.0), linalg.norm(x[1]), linalg.vector_norm(x[1], 3, [1]), linalg.cond(x[0]), linalg.det(x[0]),
            linalg.slogdet(x[0]).logabsdet, linalg.solve_triangular(x[0].triu(), x[0], upper: true), linalg.svdvals(x[0]),
            linalg.eigvalsh(x[0] + x[0].mT), linalg.cholesky(x[0].matmul(x[0].mT)),
        ],
        ["fourier"] = x =>
        [
            fft.fft_(x[0]), fft.ifft(x[0]), fft.rfft(x[0], norm: FFTNormType.Ortho), fft.irfft(fft.rfft(x[0]), 5), fft.rfft2(x[0]),
            fft.irfft2(fft.rfft2(x[0]), [3, 5]), fft.fft2(x[0], norm: FFTNormType.Forward), fft.ifft2(x[0]), fft.fftn(x[0]), fft.ifftn(x[0]),
            fft.rfftn(x[0]), fft.irfftn(fft.rfftn(x[0]), [3, 5]), fft.fftshift(x[0]), fft.ifftshift(x[0]),
            fft.fftfreq(5, 0.5, ScalarType.Float64), fft.rfftfreq(5, dtype: ScalarType.Float64), fft.hfft(x[0]), fft.ihfft(x[0]),
        ],
        ["complex"] = x =>
        [
            complex(x[0], x[1]), polar(x[0], x[1]), complex(x[0], x[1]).conj().resolve_conj(), complex(x[0], x[1]).abs(),
            complex(x[0], x[1]).angle(), complex(x[0], x[1]).imag, stack([x[0], x[1]], 1).view_as_complex(),
        ],
    };

    private static Tensor[] Both((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];
}
