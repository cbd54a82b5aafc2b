#include "core/ml/blas.h"

#include <dlfcn.h>

namespace cadenza::ml {

Blas blasInUse()
{
    if (dlsym(RTLD_DEFAULT, "openblas_get_config"))
        return Blas::OpenBlas;
    if (dlsym(RTLD_DEFAULT, "MKL_Get_Version_String") || dlsym(RTLD_DEFAULT, "mkl_get_version_string"))
        return Blas::Mkl;
    return Blas::Reference;
}

void setBlasThreads(int threads)
{
    using SetThreads = void(int);
    if (void* symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
        reinterpret_cast<SetThreads*>(symbol)(threads);
}

} // namespace cadenza::ml
