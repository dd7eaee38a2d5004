int jixiao_placeholder;
