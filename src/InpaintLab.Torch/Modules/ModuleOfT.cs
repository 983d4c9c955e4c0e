using InpaintLab.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that can be called with one argument.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T input1);
        }

        /// <summary>A module that can be called with two arguments.</summary>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module that can be called with three arguments.</summary>
        public interface IModule<T1, T2, T3, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>A module with one input. The result belongs to the caller's dispose scope; inputs stay the caller's.</summary>
        public abstract class Module<T, TResult> : Module, IModule<T, TResult>
        {
            /// <summary>A module without components.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the output.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs <see cref="forward"/>.</summary>
            public TResult call(T input)
            {
                using var watched = ModuleCalls.Enter(this);
                return forward(input);
            }
        }

        /// <summary>A module with two inputs. The result belongs to the caller's dispose scope; inputs stay the caller's.</summary>
        public abstract class Module<T1, T2, TResult> : Module, IModule<T1, T2, TResult>
        {
            /// <summary>A module without components.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the output.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                using var watched = ModuleCalls.Enter(this);
                return forward(input1, input2);
            }
        }

        /// <summary>A module with three inputs. The result belongs to the caller's dispose scope; inputs stay the caller's.</summary>
        public abstract class Module<T1, T2, T3, TResult> : Module, IModule<T1, T2, T3, TResult>
        {
            /// <summary>A module without components.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the output.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Runs <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                using var watched = ModuleCalls.Enter(this);
                return forward(input1, input2, input3);
            }
        }
    }
}
